#define _GNU_SOURCE
#include "CEpoll.h"
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/sendfile.h>
#include <sys/socket.h>

int cepoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

int cepoll_bell(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

static int watch(int poll, int descriptor, uint32_t events) {
  struct epoll_event event = {.events = events, .data = {.fd = descriptor}};
  return epoll_ctl(poll, EPOLL_CTL_ADD, descriptor, &event);
}

int cepoll_watch(int poll, int descriptor) { return watch(poll, descriptor, EPOLLIN); }

int cepoll_watch_edges(int poll, int descriptor) {
  return watch(poll, descriptor, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET);
}

int cepoll_wait(int poll, struct cepoll_ready *ready, int count, int milliseconds) {
  struct epoll_event events[256];
  int found = epoll_wait(poll, events, count < 256 ? count : 256, milliseconds);
  for (int index = 0; index < found; index++) {
    uint32_t flags = events[index].events;
    ready[index].descriptor = events[index].data.fd;
    ready[index].events = (flags & EPOLLIN ? cepoll_in : 0) | (flags & EPOLLOUT ? cepoll_out : 0) |
                          (flags & (EPOLLERR | EPOLLHUP) ? cepoll_error : 0) |
                          (flags & EPOLLRDHUP ? cepoll_half_closed : 0);
  }
  return found;
}

int cepoll_accept(int listener, void *address) {
  socklen_t length = sizeof(struct sockaddr_storage);
  return accept4(listener, address, address ? &length : NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

int cepoll_temporary_file(char *pattern) { return mkostemp(pattern, O_CLOEXEC); }

ptrdiff_t cepoll_send_file(int socket, int file, int64_t *offset, size_t count) {
  off_t start = *offset;
  ssize_t sent = sendfile(socket, file, &start, count);
  *offset = start;
  return sent;
}

ptrdiff_t cepoll_send(int socket, const void *bytes, size_t count) {
  return send(socket, bytes, count, MSG_NOSIGNAL | MSG_DONTWAIT);
}

void *cepoll_find(const void *bytes, size_t count, const void *pattern, size_t length) {
  return memmem(bytes, count, pattern, length);
}
