/* Loaded before the C library into the real program: counts its effects on files below CRASH_ROOT
 * (writes, syncs, renames, links, removals, truncations) and kills the process at the CRASH_AT-th:
 * before it, after it, or in the midst of a write, as CRASH_WHEN says. The program itself knows
 * nothing of this. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum when { BEFORE, AFTER, TORN };

static atomic_int effects;
static int kill_at = -1;
static enum when when;
static char root[PATH_MAX];

__attribute__((constructor)) static void start(void) {
  const char *at = getenv("CRASH_AT"), *said = getenv("CRASH_WHEN"), *below = getenv("CRASH_ROOT");
  if (at == NULL || said == NULL || below == NULL) return;
  kill_at = atoi(at);
  when = strcmp(said, "after") == 0 ? AFTER : strcmp(said, "torn") == 0 ? TORN : BEFORE;
  snprintf(root, sizeof root, "%s", below);
}

static void die(void) { syscall(SYS_kill, getpid(), SIGKILL); }

/* RocksDB's diary (LOG) is no effect on the ledger. */
static int matters(const char *path) {
  const char *name = strrchr(path, '/');
  return kill_at >= 0 && strncmp(path, root, strlen(root)) == 0 && name != NULL && strncmp(name, "/LOG", 4) != 0;
}

static int matters_fd(int fd) {
  if (kill_at < 0) return 0;
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  const ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return matters(path);
}

/* Counts an effect that is about to happen; true: it is the one to die at. */
static int reached(void) {
  const int number = atomic_fetch_add(&effects, 1) + 1;
  if (number != kill_at) return 0;
  if (when == BEFORE) die();
  return 1;
}

/* How much of a fatal write happens. The kernel copies whole pages between looking for signals, so a
 * killed process leaves whole pages of a torn write, and nothing of one that fits a page. */
static size_t share(size_t size, int fatal) {
  if (!fatal || when != TORN) return size;
  const size_t pages = size / 2 / 4096 * 4096;
  if (pages == 0) die();
  return pages;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define EFFECT(happens, call)        \
  do {                               \
    const int fatal = (happens) && reached(); \
    __typeof__(call) result = call;  \
    if (fatal) die();                \
    return result;                   \
  } while (0)

ssize_t write(int fd, const void *bytes, size_t size) {
  const int fatal = matters_fd(fd) && reached();
  ssize_t result = REAL(write)(fd, bytes, share(size, fatal));
  if (fatal) die();
  return result;
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) {
  const int fatal = matters_fd(fd) && reached();
  ssize_t result = REAL(pwrite64)(fd, bytes, share(size, fatal), at);
  if (fatal) die();
  return result;
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) { return pwrite64(fd, bytes, size, at); }

int fsync(int fd) { EFFECT(matters_fd(fd), REAL(fsync)(fd)); }
int fdatasync(int fd) { EFFECT(matters_fd(fd), REAL(fdatasync)(fd)); }
int ftruncate(int fd, off_t size) { EFFECT(matters_fd(fd), REAL(ftruncate)(fd, size)); }
int ftruncate64(int fd, off64_t size) { EFFECT(matters_fd(fd), REAL(ftruncate64)(fd, size)); }
int rename(const char *from, const char *to) { EFFECT(matters(to), REAL(rename)(from, to)); }
int unlink(const char *path) { EFFECT(matters(path), REAL(unlink)(path)); }
int link(const char *from, const char *to) { EFFECT(matters(to), REAL(link)(from, to)); }
