using System.CommandLine;
using System.Globalization;
using FaceRek.Core.Faces.Engine;
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
                    $"{detector.Name, -20} {detector.Version, -12} {"installed", -11} Finds faces for the networks. {detector.Licence}"
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
                $"A name from the catalogue, or '{RecommendedSet}' for a detector and a recogniser that work together.",
        };
        var seconds = new Option<int>("--seconds")
        {
            Description = "Time limit, in seconds.",
            DefaultValueFactory = _ => 600,
        };
        var command = new Command("install", "Downloads a model and checks that it is the pinned file.")
        {
            name,
            seconds,
        };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                patience.CancelAfter(TimeSpan.FromSeconds(result.GetValue(seconds)));
                try
                {
                    await InstallAsync(result.GetValue(name)!, patience.Token);
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    throw new CommandException(
                        $"The model was not downloaded within {result.GetValue(seconds)} seconds. The classic model works without it."
                    );
                }
            }
        );
        return command;
    }

    private static async Task InstallAsync(string name, CancellationToken cancellationToken)
    {
        var store = Store();
        using var client = new HttpClient();
        foreach (
            var wanted in name == RecommendedSet
                ? ModelCatalogue.Recommended.Select(model => model.Manifest.Name)
                : [name]
        )
        {
            var installed = await store.InstallAsync(wanted, client, cancellationToken);
            Console.WriteLine($"Installed {installed.Name} {installed.Version}.");
        }
    }

    private static Command Import()
    {
        var path = new Argument<FileInfo>("manifest")
        {
            Description = "Path of a manifest, with the network file next to it.",
        };
        var command = new Command("import", "Imports a model from disk.") { path };
        command.SetAction(
            async (result, cancellationToken) =>
            {
                var imported = await Store().ImportAsync(result.GetValue(path)!.FullName, cancellationToken);
                Console.WriteLine($"Imported {imported.Name} {imported.Version}.");
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

    private static ModelStore Store() => new(CommandSettings.Data().PathTo("models"));
}
