using System.Text.Json.Nodes;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Faces.Evaluation.Clips;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Models;
using FaceRek.Core.Mail;
using FaceRek.Web.Setup;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.StoredNames;

/// <summary>Files beside the database, and the members of those that are JSON.</summary>
public sealed class FileNamesTests
{
    private const string Group = "Files of models, clips and letters";

    private static readonly Calibration Measured = new(
        "pack",
        "detector",
        "Faces",
        41,
        3,
        7,
        30_001,
        new DateOnly(2026, 2, 2),
        "mean",
        [new OperatingPoint(0.001, 0.25f)]
    );

    [Fact]
    public async Task Models_clips_and_emails_are_in_the_files_they_were()
    {
        var folder = Directory.CreateTempSubdirectory("facerek-files-");
        try
        {
            await using var host = FaceRekHost.Build([
                "--environment",
                "Development",
                "--Data:Folder",
                folder.FullName,
            ]);
            var embedding = Entry("sface");
            var pack = Directory.CreateDirectory(Path.Combine(folder.FullName, "models", "sface"));
            await File.WriteAllTextAsync(Path.Combine(pack.FullName, "model.json"), embedding.Json);
            var store = host.Services.GetRequiredService<ModelStore>();
            Assert.Equal("sface", Assert.Single(store.Installed()).Name);
            store.Keep("sface", Measured);
            ClipFolder.Write(
                Path.Combine(folder.FullName, "clip"),
                new LivenessClip(
                    Enum.GetValues<HeadMove>(),
                    [TimeSpan.Zero, TimeSpan.FromMilliseconds(150)],
                    [
                        [1],
                        [2],
                    ]
                )
            );
            await host
                .Services.GetRequiredService<IMailer>()
                .SendAsync(new EmailMessage("ada@bakery.example", "Ada", "Subject", "Body"), CancellationToken.None);

            var files = new[] { "clip", "mail", "models" }
                .SelectMany(name =>
                    Directory.EnumerateFiles(Path.Combine(folder.FullName, name), "*", SearchOption.AllDirectories)
                )
                .ToList();
            var names = files
                .Select(path => Path.GetRelativePath(folder.FullName, path).Replace('\\', '/'))
                .Select(path =>
                    path.StartsWith("mail/", StringComparison.Ordinal) ? $"mail/*{Path.GetExtension(path)}" : path
                );
            var texts = new[] { "clip/clip.json", "models/sface/calibration.json" }.Select(name =>
                $"{name} {WithoutSentence(File.ReadAllText(Path.Combine(folder.FullName, name)))}"
            );
            Golden.Holds(Group, [.. names, .. texts]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Thresholds_that_were_measured_before_still_apply()
    {
        var (embedding, detector) = (Pack("sface"), Pack("yunet"));
        var kept = Golden
            .Line(Group, "models/sface/calibration.json ")
            .Replace("\"pack\"", $"\"{embedding.Fingerprint}\"", StringComparison.Ordinal)
            .Replace("\"detector\"", $"\"{detector.Fingerprint}\"", StringComparison.Ordinal);
        var read = Calibration.Of(new PackPair(embedding with { CalibrationJson = kept }, detector));
        Assert.Equal(
            Measured with
            {
                Pack = embedding.Fingerprint,
                Detector = detector.Fingerprint,
                Points = [],
            },
            read! with
            {
                Points = [],
            }
        );
        Assert.Equal(Measured.Points, read.Points);
    }

    [Fact]
    public void A_clip_that_was_kept_before_is_read_as_it_was()
    {
        var folder = Directory.CreateTempSubdirectory("facerek-clip-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "clip.json"), Golden.Line(Group, "clip/clip.json "));
            foreach (var name in new[] { "000.jpg", "001.jpg" })
            {
                File.WriteAllBytes(Path.Combine(folder.FullName, name), [1]);
            }
            var clip = ClipFolder.Read(folder.FullName);
            Assert.Equal(Enum.GetValues<HeadMove>(), clip.Moves);
            Assert.Equal([TimeSpan.Zero, TimeSpan.FromMilliseconds(150)], clip.Times);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The source of a measurement is also given in a sentence, which no program reads.</summary>
    private static string WithoutSentence(string json)
    {
        var members = JsonNode.Parse(json)!.AsObject();
        _ = members.Remove(nameof(Calibration.Source));
        return members.ToJsonString();
    }

    private static InstalledPack Pack(string name) => new(Entry(name).Manifest, Entry(name).Json);

    private static CatalogueModel Entry(string name) => ModelCatalogue.All.Single(entry => entry.Manifest.Name == name);
}
