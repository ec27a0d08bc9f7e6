#pragma once
#include <arpa/nameser.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>

static const int CRESOLVER_TYPE_MX = ns_t_mx;
static const int CRESOLVER_TYPE_TXT = ns_t_txt;

// Macros, which Swift does not import.
static inline unsigned cresolver_answer_count(ns_msg *message) {
  return ns_msg_count(*message, ns_s_an);
}
static inline int cresolver_expand_name(ns_msg *message, const unsigned char *from, char *into,
                                        size_t size) {
  return dn_expand(ns_msg_base(*message), ns_msg_end(*message), from, into, (int)size);
}

// One question with a resolver of its own: its state is a macro's, too. Below zero: see `failure`,
// one of netdb.h's h_errno. With a port, only the server at that port of this machine is asked.
static inline int cresolver_query(const char *name, int type, int timeout, int attempts, int port,
                                  unsigned char *answer, int size, int *failure) {
  struct __res_state state = {0};
  if (res_ninit(&state) != 0) {
    *failure = NETDB_INTERNAL;
    return -1;
  }
  if (port != 0) {
    state.nscount = 1;
    state.nsaddr_list[0].sin_family = AF_INET;
    state.nsaddr_list[0].sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    state.nsaddr_list[0].sin_port = htons((unsigned short)port);
  }
  state.retrans = timeout;
  state.retry = attempts;
  int length = res_nquery(&state, name, ns_c_in, type, answer, size);
  *failure = state.res_h_errno;
  res_nclose(&state);
  return length;
}
