# Writes a C++ source with one function that returns a text file: cmake -DOUT=… -DIN=… -DFUNCTION=… -P embed_text.cmake
file(READ "${IN}" text)
file(WRITE "${OUT}" "namespace izmaksa {\n\nconst char* ${FUNCTION}();\nconst char* ${FUNCTION}() { return R\"TEXT(${text})TEXT\"; }\n\n}  // namespace izmaksa\n")
