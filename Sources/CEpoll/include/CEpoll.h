#pragma once
#include <stddef.h>
#include <stdint.h>

// What Swift's Glibc module leaves out of Linux: epoll, eventfd, accept4, sendfile, memmem, mkostemp.

static const uint32_t cepoll_in = 1;
static const uint32_t cepoll_out = 2;
static const uint32_t cepoll_error = 4;
// The other side has shut down its direction.
static const uint32_t cepoll_half_closed = 8;

struct cepoll_ready {
  int32_t descriptor;
  uint32_t events;
};

int cepoll_create(void);
int cepoll_bell(void);
// Level-triggered, for what may be read.
int cepoll_watch(int poll, int descriptor);
// Edge-triggered, for reading and writing.
int cepoll_watch_edges(int poll, int descriptor);
int cepoll_wait(int poll, struct cepoll_ready *ready, int count, int milliseconds);
// `address` is a sockaddr_storage, or NULL.
int cepoll_accept(int listener, void *address);
int cepoll_temporary_file(char *pattern);
// As sendfile: moves `offset`.
ptrdiff_t cepoll_send_file(int socket, int file, int64_t *offset, size_t count);
// As send, never blocking and never raising SIGPIPE.
ptrdiff_t cepoll_send(int socket, const void *bytes, size_t count);
void *cepoll_find(const void *bytes, size_t count, const void *pattern, size_t length);
