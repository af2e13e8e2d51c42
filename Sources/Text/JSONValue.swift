/// A JSON text as a tree whose objects keep their order.
public enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case integer(Int64)
  /// So many units of 10⁻ᵖˡᵃᶜᵉˢ, as a number.
  case decimal(Int64, places: Int)
  case text(String)
  case array([JSONValue])
  case object([Member])

  public struct Member: Sendable, Equatable {
    public var name: String
    public var value: JSONValue

    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// UTF-8, indented by two spaces, ended by a newline: the same tree gives the same bytes.
  public var bytes: [UInt8] {
    var out: [UInt8] = []
    append(to: &out, depth: 0)
    out.append(0x0A)
    return out
  }

  /// The same tree on one line, without its end.
  public var line: [UInt8] {
    var out: [UInt8] = []
    append(to: &out, depth: nil)
    return out
  }

  /// Spread over lines that are indented from `depth` on, or on one line where there is none.
  private func append(to out: inout [UInt8], depth: Int?) {
    switch self {
    case .null: out += Array("null".utf8)
    case .bool(let value): out += Array((value ? "true" : "false").utf8)
    case .integer(let value): out += Array(String(value).utf8)
    case .decimal(let units, let places): Decimal.append(Int128(units), decimals: places, to: &out)
    case .text(let value): Self.append(value, to: &out)
    case .array(let values):
      Self.append(values, between: (0x5B, 0x5D), to: &out, depth: depth) { value, out in
        value.append(to: &out, depth: depth.map { $0 + 1 })
      }
    case .object(let members):
      Self.append(members, between: (0x7B, 0x7D), to: &out, depth: depth) { member, out in
        Self.append(member.name, to: &out)
        out += [0x3A, 0x20]
        member.value.append(to: &out, depth: depth.map { $0 + 1 })
      }
    }
  }

  private static func append<Part>(
    _ parts: [Part], between brackets: (UInt8, UInt8), to out: inout [UInt8], depth: Int?,
    _ appendPart: (Part, inout [UInt8]) -> Void
  ) {
    out.append(brackets.0)
    for (i, part) in parts.enumerated() {
      if i > 0 { out.append(0x2C) }
      if let depth {
        out.append(0x0A)
        out += Array(repeating: 0x20, count: 2 * (depth + 1))
      } else if i > 0 {
        out.append(0x20)
      }
      appendPart(part, &out)
    }
    if let depth, !parts.isEmpty {
      out.append(0x0A)
      out += Array(repeating: 0x20, count: 2 * depth)
    }
    out.append(brackets.1)
  }

  /// A string with RFC 8259's escapes: quote, backslash, and everything below a space.
  private static func append(_ text: String, to out: inout [UInt8]) {
    let hex = Array("0123456789abcdef".utf8)
    out.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22, 0x5C: out += [0x5C, byte]
      case 0x0A: out += Array(#"\n"#.utf8)
      case 0x0D: out += Array(#"\r"#.utf8)
      case 0x09: out += Array(#"\t"#.utf8)
      case ..<0x20: out += Array(#"\u00"#.utf8) + [hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      default: out.append(byte)
      }
    }
    out.append(0x22)
  }
}
