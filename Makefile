# Names for presets. Every target sets itself up: packages, configuration, and what it needs built.
.PHONY: all build demo nation agency year test check asan tsan tidy format bench golden crash clean setup setup-check

all: build

build: build/build.ninja
	cmake --build --preset release

# The story of the April 2024 supplement, for 100 000 people.
demo: build/build.ninja
	cmake --build --preset release --target izmaksa -- --quiet
	deploy/demo.sh

# The same story for the whole nation, beside the published figures.
nation: build/build.ninja
	cmake --build --preset release --target izmaksa -- --quiet
	deploy/nation.sh

# A month of the whole agency, every benefit, beside the ministry's budget.
agency: build/build.ninja
	cmake --build --preset release --target izmaksa -- --quiet
	deploy/agency.sh

# Two years of runs for a small nation, through every change of law in them.
year: build/build.ninja
	cmake --build --preset release --target izmaksa -- --quiet
	deploy/year.sh

test: build
	python3 tests/run_ctest.py build

# Format, house style, clang-tidy, and the unit tests under sanitizers.
check: tidy asan tsan

asan: build-asan/build.ninja
	cmake --build --preset asan --target unit_tests
	python3 tests/run_ctest.py build-asan --label-exclude whole

# Without the long tests of one thread.
tsan: export TSAN_OPTIONS = suppressions=$(CURDIR)/tests/tsan.supp
tsan: build-tsan/build.ninja
	cmake --build --preset tsan --target concurrency_tests
	python3 tests/run_ctest.py build-tsan --label-regex concurrency \
	  --exclude-regex 'ChunksAreLarge|DamageTest|FormatTest|FuzzTest|LinesAreCounted|TornLastWrite'

tidy: setup-check build/build.ninja
	git ls-files '*.h' '*.cc' | xargs clang-format --dry-run -Werror
	python3 tests/tidy.py
	cmake --build --preset release --target proto -- --quiet
	python3 tests/run_clang_tidy.py build

format: setup-check
	git ls-files '*.h' '*.cc' | xargs clang-format -i

# Appends and folds, beside the raw limits of the same run.
bench: build/build.ninja
	cmake --build --preset release --target izmaksa_bench -- --quiet
	build/izmaksa_bench

# Rewrites the expected half of every scenario; read the diff before committing it.
golden: export IZMAKSA_GOLDEN = 1
golden: build
	python3 tests/run_ctest.py build --label-regex scenario

# Kills the real process before, in and after every effect of a run (make test tries a spread of them).
crash: build
	python3 tests/run_protocol/crash_test.py build/izmaksa build/libcrash_shim.so --every

clean:
	rm -rf build build-asan build-tsan

setup:
	deploy/setup.sh

setup-check:
	deploy/setup.sh check

build/build.ninja: CMakePresets.json | setup
	cmake --preset release
build-asan/build.ninja: CMakePresets.json | setup
	cmake --preset asan
build-tsan/build.ninja: CMakePresets.json | setup
	cmake --preset tsan
