import Foundation
import Testing

/// What pages say of the repository is there.
@Suite struct PageTests {
  /// The pages for people who read the code.
  private static let pages = [
    "README.md", ".github/CONTRIBUTING.md", "Sources/tributary/Documentation.docc/Design.md",
    "Sources/tributary/Documentation.docc/Testing.md",
  ]

  /// A path in code font that begins with a folder of the repository leads somewhere; `Events/Rows/PlainRows` is short for the
  /// Swift file of that name. `coming` are folders of capabilities that are planned.
  @Test(arguments: pages) func everyPathLeadsSomewhere(_ page: String) throws {
    let root = PackageManifest.repository
    let text = try String(contentsOf: root.appendingPathComponent(page), encoding: .utf8)
    let coming: Set = ["Credit/DataDriven", "Report/HTML", "Pipeline/Cache", "Tables/Targets"]
    for match in text.matches(of: /`((?:\w+\/)+[\w.+-]+)`/) {
      let path = String(match.1)
      let top = String(path.prefix { $0 != "/" })
      let isOfRepository = ["Sources", "Tests", "scripts", "data"].contains(top)
      let isOfTarget = FileManager.default.fileExists(atPath: root.appendingPathComponent("Sources/" + top).path)
      guard isOfRepository || isOfTarget, !coming.contains(path) else { continue }
      let candidates = [path, path + ".swift", "Sources/" + path, "Sources/" + path + ".swift"]
      let isThere = candidates.contains { FileManager.default.fileExists(atPath: root.appendingPathComponent($0).path) }
      #expect(isThere, "\(page) names '\(path)', which is not there")
    }
  }
}
