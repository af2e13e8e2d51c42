import Testing

/// The rules of the house that a compiler does not check.
@Suite struct HouseTests {
  /// A module that only a dependency depends on can be imported too; here it may not.
  @Test func everyImportIsDeclared() throws {
    let manifest = try PackageManifest.load()
    let system: Set = ["Glibc", "Synchronization", "Foundation", "FoundationEssentials", "Dispatch", "Testing", "Swift"]
    for file in try SourceFile.all() {
      let declared = try #require(manifest.dependencies[file.target], "\(file.path): no target '\(file.target)'")
      let slipped = file.imports.subtracting(system).subtracting(declared)
      #expect(slipped.isEmpty, "\(file.path) imports \(slipped.sorted()), which Package.swift does not give \(file.target)")
    }
  }

  /// Only what stands to the left in the flow: archive → events → journeys → credit → report.
  @Test func stagesDoNotLeanOnLaterStages() throws {
    let manifest = try PackageManifest.load()
    let allowed: [String: Set<String>] = [
      "Values": [], "Platform": [], "Archive": ["Platform"], "Events": ["Values"],
      "Journeys": ["Values", "Events", "Platform"], "Credit": ["Values", "Journeys"], "Spend": ["Values", "Events"],
      "Report": ["Values", "Credit", "Spend", "Platform"], "tributary": ["Pipeline"],
    ]
    let ours = Set(allowed.keys).union(["Pipeline"])
    for (target, mayUse) in allowed {
      let uses = try #require(manifest.dependencies[target], "no target '\(target)'").intersection(ours)
      #expect(uses.isSubset(of: mayUse), "\(target) depends on \(uses.subtracting(mayUse).sorted())")
    }
  }

  @Test func filesFitOnAFewScreens() throws {
    for file in try SourceFile.all() {
      #expect(file.lines.count <= 351, "\(file.path) has \(file.lines.count - 1) lines; split it at 350")
    }
  }

  @Test func manifestAndImportsAreUnderstood() {
    let manifest = PackageManifest(
      """
      .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
      .target(name: "A", dependencies: ["B", .product(name: "P", package: "q")], swiftSettings: strict),
      .testTarget(
        name: "ATests", dependencies: [
          "A"
        ])
      """)
    #expect(manifest.dependencies == ["CArchive": [], "A": ["B", "P"], "ATests": ["A"]])
    let text = "@testable import A\nimport struct B.C\n@_spi(X) public import D\n// import E\nlet import1 = 0"
    #expect(SourceFile(path: "Sources/A/x.swift", lines: text.split(separator: "\n")).imports == ["A", "B", "D"])
  }
}
