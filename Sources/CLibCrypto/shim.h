#pragma once
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

// EVP_RSA_gen is a macro around a variadic function, which Swift cannot call.
static inline EVP_PKEY *clibcrypto_new_rsa_key(unsigned int bits) { return EVP_RSA_gen(bits); }
