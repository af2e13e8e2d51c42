import Foundation
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

  /// The floors of the house: a target depends on nothing but what is listed here for it.
  @Test func targetsDependOnLowerFloorsOnly() throws {
    let manifest = try PackageManifest.load()
    let allowed: [String: Set<String>] = [
      "Values": [], "Text": ["Values"], "Platform": [],
      "Archive": ["Platform"], "Events": ["Values"], "Tables": ["Values", "Events"],
      "Journeys": ["Values", "Events", "Platform"], "Credit": ["Values", "Journeys"],
      "Figures": ["Values", "Text", "Credit", "Tables"],
      "Report": ["Values", "Text", "Platform", "Figures", "Tables"],
      "Settings": ["Values", "Text", "Platform", "Archive", "Events", "Tables", "Credit"],
      "Pipeline": [
        "Values", "Text", "Platform", "Archive", "Events", "Tables", "Journeys", "Credit", "Figures", "Report", "Settings",
      ],
      "Console": ["Values", "Text", "Platform", "Figures", "Settings", "Pipeline"],
      "Inspection": [
        "Values", "Text", "Platform", "Archive", "Events", "Tables", "Journeys", "Credit", "Figures", "Report", "Settings",
        "Pipeline",
      ],
      "Discovery": ["Values", "Text", "Platform", "Archive", "Events", "Tables", "Settings", "Pipeline"],
      "tributary": ["Values", "Text", "Archive", "Settings", "Pipeline", "Console", "Inspection", "Discovery"],
    ]
    let ours = Set(allowed.keys)
    for file in try SourceFile.all() where file.path.hasPrefix("Sources/") {
      #expect(ours.contains(file.target), "\(file.path): give '\(file.target)' its floor in this table")
    }
    for (target, mayUse) in allowed {
      let uses = try #require(manifest.dependencies[target], "no target '\(target)'").intersection(ours)
      #expect(uses.isSubset(of: mayUse), "\(target) depends on \(uses.subtracting(mayUse).sorted())")
    }
  }

  /// The floors inside a target: a file names types of its own folder and of the folders listed before it. What is listed
  /// here cannot grow into circles. A file at the target's
  /// top has the folder `.`.
  @Test func foldersDependOnLowerFloorsOnly() throws {
    let floors: [String: [String]] = [
      "Values": ["Names", "Vocabulary", "Time", "Money"],
      "Platform": ["Policy", "Files", "Memory", "Threads", "Output", "Scratch"],
      "Archive": ["Policy", "Inputs", "Streams"],
      "Events": ["Policy", "Text", "Fields", "Records", "Columns", "JSON", "Labels", "Rows"],
      "Tables": ["Records", "Rates", "Spend"],
      "Journeys": ["Partitions", "Identity", "Goals", "Visiting", "Settling"],
      "Credit": ["Policy", "Totals", "Models", "Splitting", "Crediting"],
      "Figures": ["Policy", "TableForm", "Totals", "ReportTables", "Overview"],
      "Settings": ["Written", "Choices", "Checking", ".", "Options", "File", "Request", "Schema", "Stating"],
      "Pipeline": ["Policy", "Measure", "Account", "Context", "Collect", "Link", "Settle", "Write", "."],
    ]
    let files = try SourceFile.all().filter { $0.path.hasPrefix("Sources/") }
    var homes: [String: [SourceFile]] = [:]
    for file in files { for type in file.declaredTypes { homes[type, default: []].append(file) } }
    for file in files {
      guard let order = floors[file.target] else { continue }
      let floor = try #require(order.firstIndex(of: file.folder), "\(file.path): give '\(file.folder)' its floor in this table")
      for type in file.namedTypes {
        guard let home = homes[type], home.count == 1, home[0].target == file.target else { continue }
        let other = try #require(order.firstIndex(of: home[0].folder))
        #expect(other <= floor, "\(file.path) names \(type), which is above it in \(home[0].path)")
      }
    }
  }

  /// A mutation whose text is gone tests nothing.
  @Test func everyMutationNamesTextThatIsThereOnce() throws {
    let mutations = try Mutation.all()
    #expect(mutations.count > 100)
    for mutation in mutations {
      let text = try String(contentsOf: PackageManifest.repository.appendingPathComponent(mutation.file), encoding: .utf8)
      let count = text.ranges(of: mutation.before).count
      #expect(count == 1, "'\(mutation.rule)': its text is in \(mutation.file) \(count) times")
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
