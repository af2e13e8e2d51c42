/// A text with `*` for any run of letters, the empty one too: `*search*`, `news*`, `*`.
///
/// Matches whole texts. Capitals and small letters are alike, composed and decomposed letters too. `*` cannot be meant
/// literally.
public struct WildcardPattern: Sendable, Equatable {
  /// As written.
  public let text: String
  private let tokens: [Unicode.Scalar]

  public init(_ text: String) {
    self.text = text
    tokens = Self.letters(text)
  }

  /// What is compared: small letters in normalisation form C.
  ///
  /// Composed after lowering, too: some capitals have no small letter of their own but one with a mark.
  public static func letters(_ text: String) -> [Unicode.Scalar] {
    Array(SlotName.composed(SlotName.composed(text).lowercased()).unicodeScalars)
  }

  public func matches(_ text: String) -> Bool { matches(Self.letters(text)) }

  /// Whether the whole text matches. O(text × pattern) at worst: only the last `*` is ever tried again.
  public func matches(_ text: [Unicode.Scalar]) -> Bool {
    var place = 0, token = 0
    var retry: (token: Int, place: Int)?
    while place < text.count {
      if token < tokens.count, tokens[token] == "*" {
        token += 1
        retry = (token, place)
      } else if token < tokens.count, tokens[token] == text[place] {
        token += 1
        place += 1
      } else if let last = retry {
        retry = (last.token, last.place + 1)
        (token, place) = (last.token, last.place + 1)
      } else {
        return false
      }
    }
    return tokens[token...].allSatisfy { $0 == "*" }
  }
}
