#pragma once
#include <curl/curl.h>

// Swift cannot call variadic functions, so each type of option has a function of its own.
static inline CURLcode clibcurl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode clibcurl_set_string(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode clibcurl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode clibcurl_set_write(CURL *handle, CURLoption option,
                                          curl_write_callback value) {
  return curl_easy_setopt(handle, option, value);
}
static inline CURLcode clibcurl_set_progress(CURL *handle, curl_xferinfo_callback value) {
  return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, value);
}
static inline CURLcode clibcurl_set_opensocket(CURL *handle, curl_opensocket_callback value) {
  return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, value);
}
static inline CURLcode clibcurl_get_socket(CURL *handle, curl_socket_t *socket) {
  return curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, socket);
}

static inline CURLcode clibcurl_get_status(CURL *handle, long *status) {
  return curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, status);
}

static inline CURLcode clibcurl_get_connect_time(CURL *handle, double *seconds) {
  return curl_easy_getinfo(handle, CURLINFO_CONNECT_TIME, seconds);
}
static inline CURLcode clibcurl_get_errno(CURL *handle, long *number) {
  return curl_easy_getinfo(handle, CURLINFO_OS_ERRNO, number);
}

static const long CLIBCURL_GLOBAL_DEFAULT = CURL_GLOBAL_DEFAULT;
static const long CLIBCURL_USE_SSL_ALL = CURLUSESSL_ALL;
static const long CLIBCURL_TLS_1_2 = CURL_SSLVERSION_TLSv1_2;
static const curl_socket_t CLIBCURL_SOCKET_BAD = CURL_SOCKET_BAD;
