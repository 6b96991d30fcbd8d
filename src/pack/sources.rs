//! Where the text of packs comes from: given by the caller, never fetched here.

/// A file of a pack as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawFile {
    /// Its path, as it is to be printed.
    pub name: String,
    /// What it holds; that it is UTF-8 is checked when it is read.
    pub bytes: Vec<u8>,
}

/// The rule files of a pack as they were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFiles {
    /// What tells this pack from every other, however it was named: its full path, say.
    pub identity: String,
    /// The name it has if its `[pack]` gives none: that of its folder or file.
    pub name: String,
    /// Its rule files.
    pub files: Vec<RawFile>,
}

/// Where a name or a path is written, for it to be resolved from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin<'a> {
    /// The identity of the pack.
    pub pack: &'a str,
    /// The name of the file.
    pub file: &'a str,
}

/// Why a pack or file was not found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Missing {
    /// The reason in a user's words, if it is not simply that nothing has the name.
    pub reason: Option<String>,
}

/// Finds the packs and files that rule files name.
pub trait Sources {
    /// The pack that a `use` names.
    fn pack(&self, wanted: &str, from: Origin<'_>) -> Result<PackFiles, Missing>;

    /// The file that a list names.
    fn list(&self, path: &str, from: Origin<'_>) -> Result<RawFile, Missing>;

    /// The names of the packs that can be used by name, for messages.
    fn shipped(&self) -> Vec<&str> {
        Vec::new()
    }
}

/// No packs, no files: rules that stand by themselves.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoSources;

impl Sources for NoSources {
    fn pack(&self, _: &str, _: Origin<'_>) -> Result<PackFiles, Missing> {
        Err(Missing::default())
    }

    fn list(&self, _: &str, _: Origin<'_>) -> Result<RawFile, Missing> {
        Err(Missing { reason: Some("rules that come as text have no folder to look in".into()) })
    }
}
