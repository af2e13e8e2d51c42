@testable import Settings
import Foundation
import ProgramTesting
import Testing

/// The README's tables of keys are whole.
@Suite struct ConfigurationSchemaTests {
  @Test func theReadmeNamesEveryKey() throws {
    let readme = try String(contentsOfFile: Tributary.repository + "/README.md", encoding: .utf8)
    // The first cell of each line of a table that has a type and a default.
    let rows = readme.split(separator: "\n").map { $0.split(separator: "|", omittingEmptySubsequences: false) }
    let keys = Set(rows.filter { $0.count == 6 }.flatMap { $0[1].matches(of: /`([a-z-]+)`/).map { String($0.1) } })
    let known = Set(ConfigurationFile.keys + ConfigurationReader.keysOfInputs)
    #expect(known.subtracting(keys) == [], "the README does not name them")
    #expect(Set(ConfigurationReader.keysOfSpend).isSubset(of: Set(ConfigurationReader.keysOfInputs)))
  }
}
