// swift-tools-version: 6.3
import PackageDescription

let package = Package(
  name: "overture",
  products: [
    .executable(name: "overture", targets: ["Overture"]),
    .executable(name: "web-probe", targets: ["WebProbe"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
  ],
  targets: [
    // The building, from the ground up: each floor imports only floors below it. Every import is
    // named here, or a change in what is imported leaves old code standing.
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(
      name: "CLibCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    // By its own paths: the flags that pkg-config gives for it are refused by SwiftPM, with a warning
    // at each build. What others see of it is the small header of this target.
    .target(
      name: "CGMime",
      cSettings: [
        .unsafeFlags([
          "-I/usr/include/gmime-3.0", "-I/usr/include/glib-2.0",
          "-I/usr/lib/x86_64-linux-gnu/glib-2.0/include",
          "-I/usr/lib/aarch64-linux-gnu/glib-2.0/include",
        ])
      ],
      linkerSettings: ["gmime-3.0", "gobject-2.0", "glib-2.0"].map { .linkedLibrary($0) }),
    .systemLibrary(name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CResolver"),
    .target(name: "CEpoll"),
    .target(name: "CPhoneNumber", linkerSettings: [.linkedLibrary("phonenumber")]),
    .target(name: "Postgres", dependencies: ["CLibPQ"]),
    .target(
      name: "Web",
      dependencies: [
        "CEpoll", "CZlib",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "DequeModule", package: "swift-collections"),
      ]),
    // What is read alike wherever it comes from: HTML, email and network addresses, blanks.
    .target(name: "Text", dependencies: []),
    .target(name: "Mail", dependencies: ["CGMime", "CLibCrypto", "CLibCurl", "CResolver", "Text"]),
    .target(name: "Client", dependencies: ["CLibCurl", "Text"]),
    .target(name: "Composing", dependencies: ["Text"]),
    .target(
      name: "CSV",
      dependencies: ["Text", .product(name: "Crypto", package: "swift-crypto")]),
    .target(
      name: "Outreach",
      dependencies: [
        "Composing", "CPhoneNumber", "CSV", "Postgres", "Text",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "CryptoExtras", package: "swift-crypto"),
      ]),
    .target(
      name: "Site",
      dependencies: [
        "Client", "Composing", "CSV", "Mail", "Outreach", "Postgres", "Text", "Web",
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ]),
    .target(
      name: "Workers",
      dependencies: [
        "Client", "Composing", "CSV", "Mail", "Outreach", "Postgres", "Text",
        .product(name: "Logging", package: "swift-log"),
      ]),
    .executableTarget(
      name: "Overture",
      dependencies: [
        "Client", "Composing", "CSV", "Mail", "Outreach", "Postgres", "Site", "Text", "Web",
        "Workers",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ]),

    .target(
      name: "TestKit",
      dependencies: [
        "Outreach", "Postgres", "Site", "Web",
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ],
      path: "Tests/TestKit"),
    .testTarget(
      name: "PostgresTests", dependencies: ["Outreach", "Postgres", "TestKit"],
      exclude: ["Upgrades"]),
    .testTarget(
      name: "WebTests",
      dependencies: ["TestKit", "Web", .product(name: "HTTPTypes", package: "swift-http-types")]),
    .executableTarget(
      name: "WebProbe",
      dependencies: ["Web", .product(name: "HTTPTypes", package: "swift-http-types")],
      path: "Tests/WebProbe"),
    .testTarget(
      name: "MailTests", dependencies: ["Mail", "TestKit"],
      exclude: [
        "check_messages.py", "faulty_server.py", "secure_server.py", "Lookups/dns_server.py",
      ]),
    .testTarget(name: "ClientTests", dependencies: ["Client", "TestKit"]),
    .testTarget(name: "TextTests", dependencies: ["TestKit", "Text"]),
    .testTarget(name: "ComposingTests", dependencies: ["Composing", "TestKit"]),
    .testTarget(name: "CSVTests", dependencies: ["CSV", "TestKit"]),
    .testTarget(
      name: "OutreachTests",
      dependencies: ["Composing", "CSV", "Outreach", "Postgres", "TestKit", "Text"]),
    .testTarget(
      name: "SiteTests",
      dependencies: [
        "Mail", "Outreach", "Postgres", "Site", "TestKit", "Web",
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ]),
    .testTarget(
      name: "WorkersTests",
      dependencies: ["Client", "Mail", "Outreach", "Postgres", "TestKit", "Text", "Workers"],
      exclude: [
        "Replies/FieldCases/Cases", "Sending/recorder.py", "Sending/verify_dkim.py",
        "Webhooks/receiver.py",
      ]),
    .testTarget(
      name: "HouseTests",
      dependencies: [
        "Outreach", "Postgres", "Site", "TestKit", "Web",
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)

for target in package.targets
where target.type != .system && !["CEpoll", "CGMime", "CPhoneNumber"].contains(target.name) {
  target.swiftSettings = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
  ]
}
