using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace FaceRek.Tests.Support.Mutation;

/// <summary>
/// A copy of a checkout, built once with all mutations behind switches; afterwards its sources are the originals again,
/// for the tests that read them.
/// </summary>
internal sealed partial class MutantTree(string checkout, DirectoryInfo folder)
{
    public string Path => System.IO.Path.Combine(folder.FullName, "tree", "FaceRek");

    private string Built => System.IO.Path.Combine(folder.FullName, "built.txt");

    /// <summary>What the copy was built with.</summary>
    public bool IsBuiltWith(IEnumerable<Mutant> mutants) =>
        File.Exists(Built) && File.ReadAllText(Built) == Said(mutants);

    public async Task CopyAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(Path))
        {
            return;
        }
        foreach (
            var file in (
                await ToldAsync(
                    "git",
                    ["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                    checkout,
                    cancellationToken
                )
            ).Told.Split('\0', StringSplitOptions.RemoveEmptyEntries)
        )
        {
            var from = System.IO.Path.Combine(checkout, file);
            if (!File.Exists(from))
            {
                continue;
            }
            var to = System.IO.Path.Combine(Path, file);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(to)!);
            File.Copy(from, to, overwrite: true);
        }
        var shared = System.IO.Path.GetFullPath(System.IO.Path.Combine(checkout, "..", "shared"));
        if (Directory.Exists(shared))
        {
            Directory.CreateSymbolicLink(System.IO.Path.Combine(Path, "..", "shared"), shared);
        }
    }

    /// <returns>The mutations that do not compile; if there are any, the copy is not built.</returns>
    public async Task<IReadOnlyCollection<Mutant>> BuildAsync(
        IReadOnlyDictionary<string, SwitchedSource> switched,
        IReadOnlyList<Mutant> mutants,
        CancellationToken cancellationToken
    )
    {
        File.Delete(Built);
        try
        {
            foreach (var (file, text) in Runtime.Files)
            {
                await File.WriteAllTextAsync(System.IO.Path.Combine(Path, file), text, cancellationToken);
            }
            foreach (var (file, source) in switched)
            {
                await File.WriteAllTextAsync(System.IO.Path.Combine(Path, file), source.Text, cancellationToken);
            }
            string[] arguments =
            [
                "build",
                "FaceRek.Tests",
                "-c",
                "Release",
                "--nologo",
                "-v",
                "quiet",
                "-nodeReuse:false",
                "-clp:NoSummary",
                "-p:UseSharedCompilation=false",
                "-p:TreatWarningsAsErrors=false",
                "-p:WarningLevel=0",
                "-p:RunAnalyzers=false",
                "-p:EnforceCodeStyleInBuild=false",
                "-p:NuGetAudit=false",
            ];
            var (status, told) = await ToldAsync("dotnet", arguments, Path, cancellationToken);
            var bad = ErrorLine().Matches(told).SelectMany(match => Blamed(match, switched, mutants)).ToHashSet();
            if (status != 0 && bad.Count == 0)
            {
                throw new InvalidOperationException($"The copy does not build:\n{told}");
            }
            if (status == 0)
            {
                await File.WriteAllTextAsync(Built, Said(mutants), cancellationToken);
            }
            return bad;
        }
        finally
        {
            foreach (var file in switched.Keys)
            {
                File.Copy(System.IO.Path.Combine(checkout, file), System.IO.Path.Combine(Path, file), overwrite: true);
            }
            foreach (var file in Runtime.Files.Keys)
            {
                File.Delete(System.IO.Path.Combine(Path, file));
            }
        }
    }

    public static async Task<(int Status, string Told)> ToldAsync(
        string program,
        IEnumerable<string> arguments,
        string folder,
        CancellationToken cancellationToken
    )
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true }
        )!;
        try
        {
            var told = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, told);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private IEnumerable<Mutant> Blamed(
        Match error,
        IReadOnlyDictionary<string, SwitchedSource> switched,
        IReadOnlyList<Mutant> mutants
    )
    {
        var file = System
            .IO.Path.GetRelativePath(Path, System.IO.Path.Combine(Path, error.Groups["file"].Value))
            .Replace('\\', '/');
        var text = SourceText.From(
            switched.TryGetValue(file, out var source)
                ? source.Text
                : File.ReadAllText(System.IO.Path.Combine(Path, file))
        );
        var position =
            text.Lines[int.Parse(error.Groups["row"].Value, CultureInfo.InvariantCulture) - 1].Start
            + int.Parse(error.Groups["column"].Value, CultureInfo.InvariantCulture)
            - 1;
        return Product.Blamed(file, text, position, switched, mutants);
    }

    private static string Said(IEnumerable<Mutant> mutants) => string.Join('\n', mutants.Select(mutant => mutant.Id));

    [GeneratedRegex(@"^\s*(?<file>\S[^(\n]*)\((?<row>\d+),(?<column>\d+)[^)]*\): error ", RegexOptions.Multiline)]
    private static partial Regex ErrorLine();
}
