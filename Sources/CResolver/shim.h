#pragma once
#include <arpa/nameser.h>
#include <netinet/in.h>
#include <resolv.h>

static const int CRESOLVER_CLASS_IN = ns_c_in;
static const int CRESOLVER_TYPE_MX = ns_t_mx;
static const int CRESOLVER_TYPE_TXT = ns_t_txt;
