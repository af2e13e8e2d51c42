import Glibc

/// A lock file held by this run alone. The kernel drops it with the process, however that ends.
struct DirectoryLock: ~Copyable {
  private let path: String
  private let descriptor: Int32

  /// - Throws: `heldByAnotherRun` naming `output`, or `cannotWrite`.
  init(path: String, of output: String) throws(OutputError) {
    while true {
      let descriptor = SystemPath(path).open(O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW)
      if descriptor < 0 { throw .cannotWrite(path: path, call: "open", code: errno) }
      if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
        let code = errno
        close(descriptor)
        if code == EINTR { continue }
        throw code == EWOULDBLOCK
          ? .heldByAnotherRun(path: output) : .cannotWrite(path: path, call: "flock", code: code)
      }
      // The former holder removes the file as it leaves: what we locked may no longer be what the next run will open.
      if let locked = Descriptor.status(descriptor)?.identity, locked == SystemPath(path).ownStatus()?.identity {
        self.path = path
        self.descriptor = descriptor
        return
      }
      close(descriptor)
    }
  }

  deinit {
    _ = SystemPath(path).unlink()
    close(descriptor)
  }
}
