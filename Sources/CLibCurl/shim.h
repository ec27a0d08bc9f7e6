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
// Reports the bytes that are sent and received, as it happens.
static inline CURLcode clibcurl_set_debug(CURL *handle, curl_debug_callback value) {
  return curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, value);
}
static inline CURLcode clibcurl_set_list(CURL *handle, CURLoption option,
                                         struct curl_slist *value) {
  return curl_easy_setopt(handle, option, value);
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
static inline CURLcode clibcurl_get_long(CURL *handle, CURLINFO info, long *number) {
  return curl_easy_getinfo(handle, info, number);
}
// Null where there is none; it belongs to the handle.
static inline const char *clibcurl_get_string(CURL *handle, CURLINFO info) {
  char *text = NULL;
  return curl_easy_getinfo(handle, info, &text) == CURLE_OK ? text : NULL;
}

static const long CLIBCURL_GLOBAL_DEFAULT = CURL_GLOBAL_DEFAULT;
static const long CLIBCURL_USE_SSL_ALL = CURLUSESSL_ALL;
static const long CLIBCURL_TLS_1_2 = CURL_SSLVERSION_TLSv1_2;
static const long CLIBCURL_HTTP_1_1 = CURL_HTTP_VERSION_1_1;
static const unsigned CLIBCURL_URL_NO_CREDENTIALS = CURLU_DISALLOW_USER;
static const unsigned CLIBCURL_URL_ENCODE = CURLU_URLENCODE;
static const unsigned CLIBCURL_URL_DEFAULT_PORT = CURLU_DEFAULT_PORT;
static const curl_socket_t CLIBCURL_SOCKET_BAD = CURL_SOCKET_BAD;
