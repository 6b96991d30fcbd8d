//! Where packs are found: folders and files on disk, and those that are
//! shipped inside the program.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::Problem;
use crate::pack::{Missing, Origin, Pack, PackFiles, RawFile, Sources};

/// Begins the identity of a shipped pack; no path on disk looks like it.
const SHIPPED: &str = "shipped:";

/// Folders of a pack that hold no rule files.
const NO_RULES: [&str; 2] = ["lists", "tests"];

impl Pack {
    /// Loads a pack and all that it uses: a folder with a `pack.toml`, a `.toml`
    /// file, or a shipped pack by name.
    ///
    /// ```no_run
    /// let pack = nutgraf::Pack::load("rules/diplomacy")?;
    /// print!("{}", nutgraf::diagnostic::render_text(pack.diagnostics(), false));
    /// # Ok::<(), nutgraf::reader::Problem>(())
    /// ```
    ///
    /// # Errors
    /// The pack's own files cannot be read. What is wrong in them is no error
    /// but one of its diagnostics, as are packs and lists that it names and
    /// that are not there.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Problem> {
        Self::load_all(&[path])
    }

    /// Loads several packs as one: each once, however often it is named or used.
    ///
    /// ```
    /// # #[cfg(feature = "packs")] {
    /// let pack = nutgraf::Pack::load_all(&["politics", "sport"])?;
    /// assert_eq!(pack.rules().packs.iter().filter(|known| &*known.name == "base").count(), 1);
    /// # }
    /// # Ok::<(), nutgraf::reader::Problem>(())
    /// ```
    ///
    /// # Errors
    /// The files of one of the packs cannot be read.
    pub fn load_all(paths: &[impl AsRef<Path>]) -> Result<Self, Problem> {
        let roots: Result<Vec<PackFiles>, Problem> = paths.iter().map(|path| find(path.as_ref())).collect();
        Ok(Self::from_files(roots?, &Disk))
    }

    /// Loads a pack again after a change of its files; lists that have not changed are not read again.
    ///
    /// ```no_run
    /// let pack = nutgraf::Pack::load("rules/diplomacy")?;
    /// let changed = pack.load_again("rules/diplomacy")?;
    /// # Ok::<(), nutgraf::reader::Problem>(())
    /// ```
    ///
    /// # Errors
    /// The pack's own files cannot be read.
    pub fn load_again(&self, path: impl AsRef<Path>) -> Result<Self, Problem> {
        Ok(self.again(vec![find(path.as_ref())?], &Disk))
    }

    /// The names of the packs inside the program.
    ///
    /// ```
    /// assert!(nutgraf::Pack::shipped().iter().all(|name| nutgraf::Pack::load(name).is_ok()));
    /// ```
    pub fn shipped() -> Vec<&'static str> {
        shipped::names()
    }
}

/// A pack that a user names on the command line.
fn find(path: &Path) -> Result<PackFiles, Problem> {
    let shown = slashes(path);
    if path.exists() {
        return read(path).map_err(|reason| Problem::new(shown, reason));
    }
    shipped::pack(&shown).ok_or_else(|| {
        let names = Pack::shipped().join(", ");
        let known = if names.is_empty() { String::new() } else { format!("; the shipped packs are {names}") };
        Problem::new(shown, format!("no such pack: neither a file, nor a folder, nor a shipped pack{known}"))
    })
}

/// The files of a pack's folder `tests`: articles and goldens. A pack of one file has none.
pub(super) fn test_files(path: &Path) -> Result<Vec<RawFile>, String> {
    if !path.exists() {
        return Ok(shipped::tests(&slashes(path)));
    }
    let folder = path.join("tests");
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder).map_err(|error| plain(&error))? {
        let path = entry.map_err(|error| plain(&error))?.path();
        let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_file() && !is_hidden {
            files.push(read_file(&path)?);
        }
    }
    Ok(files)
}

/// The file system, and what is inside the program.
struct Disk;

impl Sources for Disk {
    fn pack(&self, wanted: &str, from: Origin<'_>) -> Result<PackFiles, Missing> {
        if !is_path(wanted) {
            if let Some(path) = neighbour(wanted, from) {
                return read(&path).map_err(|reason| Missing { reason: Some(reason) });
            }
            return shipped::pack(wanted).ok_or_else(Missing::default);
        }
        if from.pack.starts_with(SHIPPED) {
            return Err(Missing { reason: Some("a shipped pack uses others by name".into()) });
        }
        let path = beside(from.file, wanted);
        if !path.exists() {
            return Err(Missing { reason: Some(format!("`{}` does not exist", slashes(&path))) });
        }
        read(&path).map_err(|reason| Missing { reason: Some(reason) })
    }

    fn list(&self, path: &str, from: Origin<'_>) -> Result<RawFile, Missing> {
        let found = beside(from.file, path);
        let name = slashes(&found);
        if from.pack.starts_with(SHIPPED) {
            return shipped::file(&name).ok_or_else(Missing::default);
        }
        let bytes = fs::read(&found).map_err(|error| Missing { reason: Some(plain(&error)) })?;
        Ok(RawFile { name, bytes })
    }

    fn shipped(&self) -> Vec<&str> {
        Pack::shipped()
    }
}

/// The pack of this name that stands in one folder with the pack that wants it: in a
/// folder of packs it goes before the shipped one, so that both can be changed together.
fn neighbour(wanted: &str, from: Origin<'_>) -> Option<PathBuf> {
    let is_root = |folder: &&Path| fs::canonicalize(folder).is_ok_and(|found| slashes(&found) == from.pack);
    let root = Path::new(from.file).ancestors().find(is_root)?;
    let found = root.parent()?.join(wanted);
    found.join("pack.toml").is_file().then_some(found)
}

/// Whether a `use` names a path, and not a shipped pack.
fn is_path(wanted: &str) -> bool {
    wanted.contains(['/', '\\']) || wanted.starts_with('.') || is_toml(Path::new(wanted))
}

fn is_toml(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("toml"))
}

/// A path that a file names, seen from where the file stands.
fn beside(file: &str, path: &str) -> PathBuf {
    let folder = Path::new(file).parent().unwrap_or_else(|| Path::new(""));
    let mut clean = PathBuf::new();
    for component in folder.join(path).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(clean.components().next_back(), Some(Component::Normal(_))) => {
                clean.pop();
            }
            other => clean.push(other),
        }
    }
    clean
}

/// Reads the rule files of a pack on disk.
fn read(path: &Path) -> Result<PackFiles, String> {
    let identity = fs::canonicalize(path).map_err(|error| plain(&error))?;
    let name = identity.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let mut files = Vec::new();
    if path.is_dir() {
        if !path.join("pack.toml").is_file() {
            return Err(no_pack(path));
        }
        collect(path, &mut files)?;
    } else {
        files.push(read_file(path)?);
    }
    Ok(PackFiles { identity: slashes(&identity), name, files })
}

/// What to say of a folder that is no pack, but may hold some.
fn no_pack(folder: &Path) -> String {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut packs: Vec<String> =
        entries.filter(|path| path.join("pack.toml").is_file()).map(|path| format!("`{}`", slashes(&path))).collect();
    packs.sort();
    if packs.is_empty() {
        return "a folder without a `pack.toml` is no pack".into();
    }
    format!("a folder without a `pack.toml` is no pack; it holds {}", packs.join(", "))
}

/// The rule files of a folder and its subfolders, less packs of their own.
fn collect(folder: &Path, files: &mut Vec<RawFile>) -> Result<(), String> {
    for entry in fs::read_dir(folder).map_err(|error| plain(&error))? {
        let path = entry.map_err(|error| plain(&error))?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            if !NO_RULES.contains(&name.as_str()) && !path.join("pack.toml").exists() {
                collect(&path, files)?;
            }
        } else if is_toml(&path) {
            files.push(read_file(&path)?);
        }
    }
    Ok(())
}

fn read_file(path: &Path) -> Result<RawFile, String> {
    let bytes = fs::read(path).map_err(|error| format!("`{}`: {}", slashes(path), plain(&error)))?;
    Ok(RawFile { name: slashes(path), bytes })
}

/// A path as it is printed, the same on every system.
fn slashes(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// Why a file could not be read, without the number of the system's error.
fn plain(error: &std::io::Error) -> String {
    let message = error.to_string();
    message.split(" (os error").next().unwrap_or(&message).to_lowercase()
}

#[cfg(feature = "packs")]
mod shipped {
    //! The packs inside the program.

    use include_dir::{Dir, include_dir};

    use super::{NO_RULES, PackFiles, RawFile, SHIPPED};

    static RULES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/rules");

    pub(super) fn names() -> Vec<&'static str> {
        let mut names: Vec<&str> = RULES.dirs().filter_map(|folder| folder.path().to_str()).collect();
        names.sort_unstable();
        names
    }

    pub(super) fn pack(name: &str) -> Option<PackFiles> {
        let folder = RULES.get_dir(name).filter(|_| !name.contains(['/', '\\']))?;
        let mut files = Vec::new();
        collect(folder, &mut files);
        Some(PackFiles { identity: format!("{SHIPPED}{name}"), name: name.into(), files })
    }

    pub(super) fn tests(name: &str) -> Vec<RawFile> {
        let folder = RULES.get_dir(format!("{name}/tests"));
        let raw = |file: &include_dir::File<'_>| RawFile {
            name: super::slashes(file.path()),
            bytes: file.contents().to_vec(),
        };
        folder.map(|folder| folder.files().map(raw).collect()).unwrap_or_default()
    }

    pub(super) fn file(path: &str) -> Option<RawFile> {
        let file = RULES.get_file(path)?;
        Some(RawFile { name: path.into(), bytes: file.contents().to_vec() })
    }

    fn collect(folder: &Dir<'_>, files: &mut Vec<RawFile>) {
        for file in folder.files().filter(|file| file.path().extension().is_some_and(|ending| ending == "toml")) {
            let name = super::slashes(file.path());
            files.push(RawFile { name, bytes: file.contents().to_vec() });
        }
        let holds_rules = |dir: &&Dir<'_>| !NO_RULES.iter().any(|name| dir.path().ends_with(name));
        folder.dirs().filter(holds_rules).for_each(|dir| collect(dir, files));
    }
}

#[cfg(not(feature = "packs"))]
mod shipped {
    //! No packs inside the program.

    use super::{PackFiles, RawFile};

    pub(super) fn names() -> Vec<&'static str> {
        Vec::new()
    }

    pub(super) fn pack(_: &str) -> Option<PackFiles> {
        None
    }

    pub(super) fn tests(_: &str) -> Vec<RawFile> {
        Vec::new()
    }

    pub(super) fn file(_: &str) -> Option<RawFile> {
        None
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn write(folder: &Path, name: &str, text: &str) {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn codes(pack: &Pack) -> Vec<&str> {
        pack.diagnostics().iter().filter(|fault| fault.is_error()).map(|fault| fault.code).collect()
    }

    #[test]
    fn a_pack_on_disk_is_read_with_its_lists_and_the_packs_it_uses() {
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path();
        write(here, "a/pack.toml", "[pack]\nname = 'a'\nuse = ['../b']\n");
        write(
            here,
            "a/more/rules.toml",
            "[[rule]]\nname = 'r'\ntag = 'Person'\npattern = '\"Mr\" @Person'\nrecursive = true\n",
        );
        write(here, "a/tests/broken.toml", "[[[");
        write(here, "b/pack.toml", "[type.Person]\n[list.people]\nfile = 'lists/people.tsv'\ntype = 'Person'\n");
        write(here, "b/lists/people.tsv", "# names\nname\tentity\nAnn\tAnn Smith\nBob\t\n");
        let pack = Pack::load_all(&[here.join("a"), here.join("b"), here.join("a/../b")]).unwrap();
        assert_eq!(codes(&pack), [""; 0]);
        let rules = pack.rules();
        assert_eq!(rules.packs.iter().map(|pack| &*pack.name).collect::<Vec<_>>(), ["a", "b"]);
        let entries: Vec<_> = rules.lists[0].entries.iter().map(|e| (&*e.text, e.values[0].as_deref())).collect();
        assert_eq!(entries, [("Ann", Some("Ann Smith")), ("Bob", None)]);
        assert!(rules.lists[0].entries[1].at.file.ends_with("/b/lists/people.tsv"));
        assert_eq!(rules.rules.len(), 1);
    }

    #[test]
    fn only_a_pack_that_is_not_there_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path();
        write(here, "a.toml", "[pack]\nuse = ['./b', 'bsae', './nest']\n[list.x]\nfile = 'x.txt'\n");
        write(here, "nest/base/pack.toml", "");
        assert_eq!(
            codes(&Pack::load(here.join("a.toml")).unwrap()),
            ["unknown-pack", "unknown-pack", "unknown-pack", "file-not-found"]
        );
        let problem = Pack::load(here.join("nest")).unwrap_err().to_string();
        assert!(problem.contains("it holds") && problem.contains("nest/base"), "{problem}");
        assert!(Pack::load("no-such-pack").unwrap_err().to_string().contains("no such pack"));
    }

    #[test]
    fn a_file_that_is_not_text_is_a_diagnostic_of_the_pack() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.toml"), b"[type.A]\n# \xff\n").unwrap();
        assert_eq!(codes(&Pack::load(folder.path().join("a.toml")).unwrap()), ["not-utf8"]);
    }
}
