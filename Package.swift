// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target is held to the same rules; a warning does not land.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableExperimentalFeature("Lifetimes"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// The shipped binary carries Swift's own libraries and needs none installed.
let staticLibraries: [LinkerSetting] = [
  .unsafeFlags(["-static-stdlib"], .when(platforms: [.linux], configuration: .release))
]

let package = Package(
  name: "tributary",
  products: [.executable(name: "tributary", targets: ["tributary"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    // C libraries as the system gives them, and tiny inline C.
    .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .target(name: "CInflate", linkerSettings: [.linkedLibrary("isal")]),
    .target(name: "CScan", cSettings: [.unsafeFlags(["-O3"])]),
    .target(name: "CHash", cSettings: [.unsafeFlags(["-O3"])]),
    // renameat2, statx and zlib, for publishing.
    .target(name: "COutput", linkerSettings: [.linkedLibrary("z")]),

    // The flow: archive → records → events → journeys → credit → report.
    .target(name: "Values", dependencies: ["CHash"], swiftSettings: strict),
    .target(name: "Platform", dependencies: ["COutput"], swiftSettings: strict),
    .target(name: "Archive", dependencies: ["CArchive", "CInflate", "Platform"], swiftSettings: strict),
    .target(name: "Events", dependencies: ["Values", "CScan"], swiftSettings: strict),
    .target(name: "Journeys", dependencies: ["Values", "Events", "Platform", "CHash"], swiftSettings: strict),
    .target(name: "Credit", dependencies: ["Values", "Journeys"], swiftSettings: strict),
    .target(name: "Spend", dependencies: ["Values", "Events"], swiftSettings: strict),
    .target(name: "Report", dependencies: ["Values", "Credit", "Spend", "Platform"], swiftSettings: strict),
    .target(
      name: "Pipeline",
      dependencies: ["Values", "Platform", "Archive", "Events", "Journeys", "Credit", "Spend", "Report"],
      swiftSettings: strict),
    .executableTarget(
      name: "tributary",
      dependencies: ["Pipeline", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      swiftSettings: strict, linkerSettings: staticLibraries),

    .testTarget(name: "PlatformTests", dependencies: ["Platform"], swiftSettings: strict),
    .testTarget(name: "CreditTests", dependencies: ["Credit", "Journeys", "Values"], swiftSettings: strict),
    .testTarget(name: "ReportTests", dependencies: ["Report", "Credit", "Spend", "Platform", "Values"], swiftSettings: strict),
    .testTarget(name: "SpendTests", dependencies: ["Spend", "Events", "Values"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
