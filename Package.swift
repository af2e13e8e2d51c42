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

/// The shipped binary carries Swift's own libraries and needs none installed. FoundationEssentials, which ArgumentParser
/// brings, does not name the two static libraries it needs itself.
///
/// Not with TRIBUTARY_SANITIZE set, by `scripts/sanitize`: static linking hides the sanitizer's malloc from the C library, and
/// what its strdup gives could not be freed.
let staticLibraries: [LinkerSetting] =
  Context.environment["TRIBUTARY_SANITIZE"] != nil
  ? []
  : [
    .unsafeFlags(
      ["-static-stdlib", "-l_FoundationCollections", "-l_FoundationCShims"], .when(platforms: [.linux], configuration: .release))
  ]

/// With TRIBUTARY_FUZZ set, `scripts/fuzz` builds the fuzzed readers as a program in place of a test.
let fuzzing: Target =
  Context.environment["TRIBUTARY_FUZZ"] == nil
  ? .testTarget(
    name: "FuzzingTests", dependencies: ["LogTesting", "Archive", "Events", "Journeys", "Platform", "Values"],
    exclude: ["Corpus", "Failures", "FuzzEntry.swift"], swiftSettings: strict)
  : .executableTarget(
    name: "fuzz", dependencies: ["LogTesting", "Archive", "Events", "Journeys", "Platform", "Values"],
    path: "Tests/FuzzingTests", exclude: ["Corpus", "Failures", "ReplayTests.swift"], swiftSettings: strict)

/// What `scripts/build` says of the commit. Nothing is asked of git here: a manifest's answers are remembered after the next
/// commit, and a wrong one is worse than none.
let commit = (Context.environment["TRIBUTARY_COMMIT"] ?? "").filter {
  $0.isASCII && ($0.isLetter || $0.isNumber || " .+-_".contains($0))
}

let package = Package(
  name: "tributary",
  products: [.executable(name: "tributary", targets: ["tributary"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    // C libraries as the system gives them, and tiny inline C.
    .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    // HMAC-SHA256, for names of journeys that tell nobody who they are.
    .systemLibrary(name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),
    // The configuration file.
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .target(name: "CInflate", linkerSettings: [.linkedLibrary("isal")]),
    .target(name: "CScan", cSettings: [.unsafeFlags(["-O3"])]),
    .target(name: "CHash", cSettings: [.unsafeFlags(["-O3"])]),
    // renameat2, statx and zlib, for publishing; a terminal's width.
    .target(name: "COutput", linkerSettings: [.linkedLibrary("z")]),
    // The commit, for --version.
    .target(name: "CBuild", cSettings: [.define("TRIBUTARY_COMMIT", to: "\"\(commit)\"")]),

    // The ground: values, text, the operating system.
    .target(name: "Values", dependencies: ["CHash"], swiftSettings: strict),
    .target(name: "Text", dependencies: ["Values"], swiftSettings: strict),
    .target(name: "Platform", dependencies: ["COutput"], swiftSettings: strict),

    // The flow of data: archive → events → journeys → credit → figures → report; small tables beside it.
    .target(name: "Archive", dependencies: ["CArchive", "CInflate", "CHash", "Platform"], swiftSettings: strict),
    .target(name: "Events", dependencies: ["Values", "CScan", "CHash"], swiftSettings: strict),
    .target(name: "Tables", dependencies: ["Values", "Events"], swiftSettings: strict),
    .target(name: "Journeys", dependencies: ["Values", "Events", "Platform", "CHash"], swiftSettings: strict),
    .target(name: "Credit", dependencies: ["Values", "Journeys"], swiftSettings: strict),
    .target(name: "Figures", dependencies: ["Values", "Text", "Credit", "Tables", "CNettle"], swiftSettings: strict),
    .target(name: "Report", dependencies: ["Values", "Text", "Platform", "Figures", "Tables"], swiftSettings: strict),

    // Words become one checked configuration, and a configuration becomes a run.
    .target(
      name: "Settings", dependencies: ["Values", "Text", "Platform", "Archive", "Events", "Tables", "Credit", "CYAML"],
      swiftSettings: strict),
    .target(
      name: "Pipeline",
      dependencies: [
        "Values", "Text", "Platform", "Archive", "Events", "Tables", "Journeys", "Credit", "Figures", "Report", "Settings",
      ],
      swiftSettings: strict),

    // What people see: messages during a run, questions about a run, a first configuration; the command line.
    .target(
      name: "Console", dependencies: ["Values", "Text", "Platform", "Figures", "Settings", "Pipeline"], swiftSettings: strict),
    .target(
      name: "Inspection",
      dependencies: [
        "Values", "Text", "Platform", "Archive", "Events", "Tables", "Journeys", "Credit", "Figures", "Report", "Settings",
        "Pipeline",
      ],
      swiftSettings: strict),
    .target(
      name: "Discovery",
      dependencies: ["Values", "Text", "Platform", "Archive", "Events", "Tables", "Settings", "Pipeline"], swiftSettings: strict),
    .executableTarget(
      name: "tributary",
      dependencies: [
        "Values", "Text", "Archive", "Settings", "Pipeline", "Console", "Inspection", "Discovery", "CBuild",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict, linkerSettings: staticLibraries),

    // Makes logs for tests and races, and the sample in data/; no part of the program.
    .target(name: "CDeflate", path: "scripts/generate.d/CDeflate", linkerSettings: [.linkedLibrary("isal")]),
    .executableTarget(
      name: "generate",
      dependencies: [
        "Values", "Platform", "CArchive", "CDeflate", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "scripts/generate.d/generate", swiftSettings: strict),

    .testTarget(name: "ValuesTests", dependencies: ["SeededTesting", "Values"], swiftSettings: strict),
    .testTarget(name: "TextTests", dependencies: ["Text", "Values"], swiftSettings: strict),
    .testTarget(name: "PlatformTests", dependencies: ["Platform"], swiftSettings: strict),
    .testTarget(name: "ArchiveTests", dependencies: ["SeededTesting", "Archive", "CHash", "Platform"], swiftSettings: strict),
    .testTarget(
      name: "EventsTests", dependencies: ["SeededTesting", "LogTesting", "ProgramTesting", "Events", "Values", "CScan"],
      exclude: ["SecondReader/second_reader.py"], swiftSettings: strict),
    .testTarget(name: "TablesTests", dependencies: ["Tables", "Events", "Values"], swiftSettings: strict),
    .testTarget(
      name: "JourneysTests", dependencies: ["SeededTesting", "Journeys", "Events", "Platform", "Values"], swiftSettings: strict),
    .testTarget(name: "CreditTests", dependencies: ["SeededTesting", "Credit", "Journeys", "Values"], swiftSettings: strict),
    .testTarget(name: "FiguresTests", dependencies: ["SeededTesting", "Figures", "Values"], swiftSettings: strict),
    .testTarget(
      name: "ReportTests",
      dependencies: ["SeededTesting", "ReportTesting", "Report", "Figures", "Credit", "Tables", "Text", "Platform", "Values"],
      exclude: ["Golden"], swiftSettings: strict),
    .testTarget(
      name: "SettingsTests",
      dependencies: ["SeededTesting", "Settings", "Archive", "Credit", "Events", "Tables", "Text", "Values", "ProgramTesting"],
      swiftSettings: strict),
    .testTarget(
      name: "PipelineTests",
      dependencies: [
        "SeededTesting", "Pipeline", "Settings", "Archive", "Credit", "Events", "Journeys", "Platform", "Report", "Figures",
        "Tables",
        "Text", "Values", "ProgramTesting",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ConsoleTests",
      dependencies: ["SeededTesting", "ReportTesting", "Console", "Pipeline", "Settings", "Figures", "Text", "Platform", "Values"],
      exclude: ["Golden"], swiftSettings: strict),
    .testTarget(
      name: "DiscoveryTests",
      dependencies: ["SeededTesting", "Discovery", "Settings", "Archive", "Events", "Tables", "Text", "Values", "ProgramTesting"],
      swiftSettings: strict),

    // Tests from outside: the binary as a process, and the house itself.
    .target(name: "SeededTesting", path: "Tests/SeededTesting", swiftSettings: strict),
    .target(name: "ProgramTesting", dependencies: ["SeededTesting"], path: "Tests/ProgramTesting", swiftSettings: strict),
    .target(
      name: "ReportTesting", dependencies: ["Report", "Figures", "Credit", "Tables", "Text", "Platform", "Values"],
      path: "Tests/ReportTesting", swiftSettings: strict),
    .target(name: "LogTesting", dependencies: ["Events", "Values"], path: "Tests/LogTesting", swiftSettings: strict),
    .testTarget(name: "ConformanceTests", dependencies: ["ProgramTesting"], exclude: ["later.txt"], swiftSettings: strict),
    .testTarget(name: "CommandTests", dependencies: ["SeededTesting", "ProgramTesting"], swiftSettings: strict),
    .testTarget(name: "HouseTests", swiftSettings: strict),
    fuzzing,
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
