@testable import Settings
import ProgramTesting
import Testing

/// The manual's tables of keys are complete.
@Suite struct ConfigurationSchemaTests {
  @Test func theManualNamesEveryKey() throws {
    // The first cell of each row of a table that has a type and a default; a key that is an option has its dashes.
    let text = try ManualPage.named("Options.md").text + ManualPage.named("Configuration.md").text
    let rows = text.split(separator: "\n").map { $0.split(separator: "|", omittingEmptySubsequences: false) }
    let keys = Set(rows.filter { $0.count == 6 }.flatMap { $0[1].matches(of: /`(?:--)?([a-z-]+)`/).map { String($0.1) } })
    let known = Set(ConfigurationFile.keys + ConfigurationReader.keysOfInputs)
    #expect(known.subtracting(keys) == [], "the manual does not name them")
    #expect(Set(ConfigurationReader.keysOfSpend).isSubset(of: Set(ConfigurationReader.keysOfInputs)))
  }
}
