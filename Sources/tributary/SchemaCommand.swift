import Settings
import ArgumentParser

/// `tributary schema`: prints the schema of configuration files, for editors.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of configuration files, for editors.",
    discussion: """
      Save it, and write in the first line of a configuration file:
        # yaml-language-server: $schema=tributary.schema.json
      """)

  func run() throws { print(String(decoding: ConfigurationSchema.bytes, as: UTF8.self), terminator: "") }
}
