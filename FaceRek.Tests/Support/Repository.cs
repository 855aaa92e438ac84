namespace FaceRek.Tests.Support;

/// <summary>The checkout this test run was built from, and the folder beside it.</summary>
public static class Repository
{
    private static readonly string[] Made = ["bin", "obj", "Migrations"];

    public static string Root { get; } = FindRoot();

    /// <summary>Why a test is skipped that needs the folder beside the checkout.</summary>
    public const string NothingShared = "shared/ is not beside the checkout";

    /// <summary>A path in the folder of faces and models beside the checkout; null where it is missing, and the test is skipped.</summary>
    public static string? Shared(string path)
    {
        var full = Path.GetFullPath(Path.Combine(Root, "..", "shared", path));
        return Path.Exists(full) ? full : null;
    }

    /// <summary>C# sources in folders of the checkout, with forward slashes, without generated code.</summary>
    public static IEnumerable<(string Path, string Text)> Sources(params string[] folders) => Files("*.cs", folders);

    /// <summary>Pages and their parts in folders of the checkout.</summary>
    public static IEnumerable<(string Path, string Text)> Pages(params string[] folders) => Files("*.cshtml", folders);

    /// <summary>Components in folders of the checkout.</summary>
    public static IEnumerable<(string Path, string Text)> Components(params string[] folders) =>
        Files("*.razor", folders);

    private static IEnumerable<(string Path, string Text)> Files(string pattern, string[] folders) =>
        from folder in folders
        from file in Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !path.Split('/').Any(Made.Contains)
        select (path, File.ReadAllText(file));

    public static IEnumerable<string> Folders(string folder) =>
        new DirectoryInfo(Path.Combine(Root, folder))
            .EnumerateDirectories()
            .Select(directory => directory.Name)
            .Where(name => !Made.Contains(name));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FaceRek.sln")))
        {
            folder = folder.Parent;
        }
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside a checkout.");
    }
}
