using System.CommandLine;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Evaluation;

namespace FaceRek.Web.Commands;

/// <summary>Measures a model on the user's own pictures, with the code of the check-in.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var folders = new Argument<DirectoryInfo[]>("folders")
        {
            Description = "One folder per person, with pictures (jpg, png, pgm). Several folders make one gallery.",
            Arity = ArgumentArity.OneOrMore,
        };
        var model = new Option<string>("--model")
        {
            Description = "classic, or an installed pack.",
            DefaultValueFactory = _ => "classic",
        };
        var templates = new Option<int>("--templates")
        {
            Description = "How many pictures of each person are enrolled; the rest are probes.",
            DefaultValueFactory = _ => 5,
        };
        var seed = new Option<int>("--seed")
        {
            Description = "Chooses which pictures are enrolled.",
            DefaultValueFactory = _ => 1,
        };
        var draws = new Option<int>("--draws")
        {
            Description = "Draws with as many seeds from --seed on, and pools their scores.",
            DefaultValueFactory = _ => 1,
        };
        var probes = new Option<int>("--probes")
        {
            Description = "Pictures that make one probe, as the frames of a check-in do; of each person ten are drawn.",
            DefaultValueFactory = _ => 1,
        };
        var json = new Option<bool>("--json") { Description = "Prints one JSON object and nothing else." };
        var plot = new Option<FileInfo?>("--plot") { Description = "Writes a DET curve to this SVG file." };
        var nearest = new Option<bool>("--nearest")
        {
            Description =
                "Compares with the nearest template of a person. Check-in with a neural model compares with their mean.",
        };
        var keep = new Option<bool>("--keep")
        {
            Description = "Keeps the measured false match rates as the thresholds of the pack, with their source.",
        };
        var command = new Command("evaluate", "Measures the errors and the speed of a model on a folder of pictures.")
        {
            folders,
            model,
            templates,
            seed,
            draws,
            probes,
            json,
            plot,
            keep,
            nearest,
        };
        templates.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 8)
            {
                result.AddError("--templates is a number from 1 to 8.");
            }
        });
        foreach (var (option, max) in new[] { (draws, 100), (probes, 8) })
        {
            option.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int>() is var number && (number < 1 || number > max))
                {
                    result.AddError($"{option.Name} is a number from 1 to {max}.");
                }
            });
        }
        command.Validators.Add(result =>
        {
            if (result.GetValue(keep) && result.GetValue(nearest))
            {
                result.AddError("Use --keep without --nearest, because check-in compares with the mean.");
            }
        });
        command.SetAction(
            (result, cancellationToken) =>
            {
                using var models = new FaceModels(new ModelStore(CommandSettings.Data().PathTo("models")));
                var plan = new EvaluationPlan(
                    [.. result.GetValue(folders)!.Select(folder => folder.FullName)],
                    result.GetValue(templates),
                    [.. Enumerable.Range(result.GetValue(seed), result.GetValue(draws))],
                    result.GetValue(nearest)
                )
                {
                    Probes = result.GetValue(probes),
                };
                var report = FolderEvaluation.Run(models.Get(result.GetValue(model)!), plan, cancellationToken);
                if (result.GetValue(plot) is { } file)
                {
                    File.WriteAllText(file.FullName, DetCurve.ToSvg(report));
                }
                var kept = result.GetValue(keep)
                    ? models.Keep(
                        result.GetValue(model)!,
                        report,
                        plan,
                        DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime)
                    )
                    : null;
                if (kept is not null && !result.GetValue(json))
                {
                    Console.WriteLine(kept.Source);
                }
                Console.WriteLine(result.GetValue(json) ? report.Result.ToJson() : report.Result.ToTable());
                return Task.FromResult(0);
            }
        );
        return command;
    }
}
