//! Rules as they were in a git revision, put into a folder of their own.
//!
//! The `git` command does it, with an index of its own, so that neither the
//! working tree nor the user's index is touched.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::Stop;

/// The packs of a revision, on disk as long as this lives.
pub(super) struct Revision {
    name: String,
    packs: Vec<String>,
    /// Each folder made, and the folder of the repository that it stands for.
    folders: Vec<(PathBuf, String)>,
    room: TempDir,
}

impl Revision {
    /// Checks out packs as they were in a revision, each with the folder that it
    /// stands in: packs use their neighbours.
    pub(super) fn check_out<'p>(name: &str, packs: impl Iterator<Item = &'p Path>) -> Result<Self, Stop> {
        let room = tempfile::Builder::new().prefix("nutgraf-").tempdir()?;
        let mut revision = Self { name: name.to_owned(), packs: Vec::new(), folders: Vec::new(), room };
        for pack in packs {
            let found = revision.check_out_pack(pack)?;
            revision.packs.push(found);
        }
        Ok(revision)
    }

    /// The packs, in the order in which they were asked for.
    pub(super) fn packs(&self) -> &[String] {
        &self.packs
    }

    /// A place in the revision as a person names it: `HEAD~1:rules/base/people.toml:7`.
    pub(super) fn name_of(&self, at: &str) -> String {
        for (folder, prefix) in &self.folders {
            let folder = folder.to_string_lossy().replace('\\', "/");
            if let Some(rest) = at.strip_prefix(&*folder) {
                return format!("{}:{prefix}{}", self.name, rest.trim_start_matches('/'));
            }
        }
        at.to_owned()
    }

    fn check_out_pack(&mut self, pack: &Path) -> Result<String, Stop> {
        let whole = std::fs::canonicalize(pack)
            .map_err(|_| Stop::Because(format!("{}: only a pack on disk has revisions", pack.display())))?;
        let (Some(parent), Some(file)) = (whole.parent(), whole.file_name()) else {
            return Err(Stop::Because(format!("{}: no pack", pack.display())));
        };
        let prefix = git(parent, &["rev-parse", "--show-prefix"], None)?;
        let prefix = prefix.trim_end_matches('\n').to_owned();
        let known = self.folders.iter().find(|(_, known)| *known == prefix).map(|(folder, _)| folder.clone());
        let folder = match known {
            Some(folder) => folder,
            None => self.check_out_folder(parent, &prefix)?,
        };
        let found = folder.join(file);
        if !found.exists() {
            return Err(Stop::Because(format!("{}: not in the revision `{}`", pack.display(), self.name)));
        }
        Ok(found.to_string_lossy().into_owned())
    }

    fn check_out_folder(&mut self, parent: &Path, prefix: &str) -> Result<PathBuf, Stop> {
        let number = self.folders.len();
        let folder = self.room.path().join(number.to_string());
        let index = self.room.path().join(format!("{number}.index"));
        // A name that begins with a dash would be an option of git.
        let commit =
            git(parent, &["rev-parse", "--verify", "--end-of-options", &format!("{}^{{commit}}", self.name)], None)
                .map_err(|_| Stop::Because(format!("`{}` is neither a folder nor a git revision", self.name)))?;
        let tree = format!("{}:{prefix}", commit.trim());
        git(parent, &["read-tree", &tree], Some(&index))?;
        let into = format!("--prefix={}/", folder.display());
        // From the top: below it, git checks out what lies below alone.
        let top = git(parent, &["rev-parse", "--show-toplevel"], None)?;
        git(Path::new(top.trim_end_matches('\n')), &["checkout-index", "--all", "--quiet", &into], Some(&index))?;
        self.folders.push((folder.clone(), prefix.to_owned()));
        Ok(folder)
    }
}

/// Runs git in a folder and gives what it says.
fn git(folder: &Path, arguments: &[&str], index: Option<&Path>) -> Result<String, Stop> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments);
    if let Some(index) = index {
        command.env("GIT_INDEX_FILE", index);
    }
    let ended = command.output().map_err(|error| {
        Stop::Because(match error.kind() {
            io::ErrorKind::NotFound => "`--base` names a git revision, and there is no `git` to ask".to_owned(),
            _ => format!("git: {error}"),
        })
    })?;
    if !ended.status.success() {
        let said = String::from_utf8_lossy(&ended.stderr);
        let said = said.lines().next().unwrap_or("it failed").trim_start_matches("fatal: ").to_owned();
        return Err(Stop::Because(format!("git: {said}")));
    }
    Ok(String::from_utf8_lossy(&ended.stdout).into_owned())
}
