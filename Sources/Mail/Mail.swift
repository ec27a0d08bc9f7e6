import CGMime
import CLibCrypto
import CLibCurl
import CResolver
