namespace Kiosk.Tests.Architecture;

/// <summary>The working copy the tests run from: its root and its own files (nothing built, nothing of git).</summary>
internal static class Repository
{
    private static readonly string[] Foreign = [".git", "artifacts", "bin", "obj", "state", ".vs", ".vscode", ".idea"];

    public static string Root { get; } = FindRoot();

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(Path(relative));

    /// <summary>Paths relative to the root, with '/', sorted; <paramref name="suffix"/> as in ".cs".</summary>
    public static IReadOnlyList<string> Files(string suffix) =>
        [.. Walk(Root).Where(p => p.EndsWith(suffix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (string file in Directory.GetFiles(folder))
        {
            yield return System.IO.Path.GetRelativePath(Root, file).Replace('\\', '/');
        }

        foreach (string child in Directory.GetDirectories(folder))
        {
            if (Foreign.Contains(System.IO.Path.GetFileName(child)))
            {
                continue;
            }

            foreach (string file in Walk(child))
            {
                yield return file;
            }
        }
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? d = new(AppContext.BaseDirectory); d != null; d = d.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(d.FullName, "Kiosk.sln")))
            {
                return d.FullName;
            }
        }

        throw new InvalidOperationException($"No Kiosk.sln above {AppContext.BaseDirectory}.");
    }
}
