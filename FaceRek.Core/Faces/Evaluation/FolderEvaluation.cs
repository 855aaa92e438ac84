using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Quality;
using FaceRek.Core.Faces.Reading;
using FaceRek.Core.Faces.Templates;

namespace FaceRek.Core.Faces.Evaluation;

/// <summary>
/// Measures a model on a folder of pictures with the code of the check-in: the same reader and the same gallery, but
/// without the quality gate. At a camera the gate asks the person to come closer; in a collection it would only hide
/// weak pictures as refusals instead of showing them in the rates. Open-set: before a probe acts as impostor, its own
/// person is taken out of the gallery, so that nothing is normalised against that person.
/// </summary>
public sealed class FolderEvaluation
{
    private readonly FaceModel model;
    private readonly FaceReader reader;
    private readonly List<double> readMs = [];
    private int unreadable;

    private FolderEvaluation(FaceModel model) =>
        (this.model, reader) = (model, new FaceReader(model.Detector, model.Extractor, QualityLimits.None));

    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="InvalidDataException">The folder has too few people or pictures to compare; the message says so.</exception>
    public static EvaluationReport Run(
        FaceModel model,
        EvaluationPlan plan,
        CancellationToken cancellationToken = default
    ) => new FolderEvaluation(model).Measure(plan, cancellationToken);

    private EvaluationReport Measure(EvaluationPlan plan, CancellationToken cancellationToken)
    {
        var people = PersonPictures.Draw(plan);
        if (people.Count < 2 || people.All(person => person.Probes.Count == 0))
        {
            throw new InvalidDataException(
                $"{plan.Folder} needs at least two folders of people, and more than {plan.Templates} pictures of one of them."
            );
        }
        var enrolled = people
            .Select(person => new EnrolledPerson(Guid.CreateVersion7(), ReadAll(person.Enrolled, cancellationToken)))
            .ToArray();
        var gallery = plan.ByNearest ? model.NewGalleryOfNearest() : model.NewGallery();
        foreach (var person in enrolled)
        {
            person.Enter(gallery);
        }
        var (genuine, impostor, first) = (new List<float>(), new List<float>(), 0);
        foreach (var (person, pictures) in enrolled.Zip(people))
        {
            foreach (var probe in pictures.Probes.Select(Read))
            {
                cancellationToken.ThrowIfCancellationRequested();
                genuine.Add(
                    probe is null || person.Templates.Count == 0
                        ? float.NegativeInfinity
                        : gallery.Verify(person.Id, probe).Score
                );
                if (probe is null)
                {
                    continue;
                }
                if (gallery.Rank(probe, 1)[0].PersonId == person.Id)
                {
                    first++;
                }
                gallery.RemovePerson(person.Id);
                impostor.AddRange(gallery.Rank(probe, enrolled.Length).Select(stranger => stranger.Score));
                person.Enter(gallery);
            }
        }
        var rates = new ErrorRates(genuine, impostor);
        return new EvaluationReport(Result(people, rates, first), rates);
    }

    private EvaluationResult Result(IReadOnlyList<PersonPictures> people, ErrorRates rates, int first)
    {
        readMs.Sort();
        return new EvaluationResult(
            model.Id.Name,
            people.Count,
            readMs.Count,
            unreadable,
            rates.Genuine,
            rates.Impostor,
            rates.EqualErrorRate(),
            new Dictionary<string, double>
            {
                ["0.01"] = rates.TrueAcceptRate(0.01),
                ["0.001"] = rates.TrueAcceptRate(0.001),
                ["0.0001"] = rates.TrueAcceptRate(0.0001),
            },
            (double)first / rates.Genuine,
            Math.Round(readMs[readMs.Count / 2], 2)
        );
    }

    private List<Template> ReadAll(IEnumerable<string> files, CancellationToken cancellationToken)
    {
        var templates = new List<Template>();
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Read(file) is { } template)
            {
                templates.Add(template);
            }
        }
        return templates;
    }

    private Template? Read(string file)
    {
        var bytes = File.ReadAllBytes(file);
        var started = Stopwatch.GetTimestamp();
        var reading = PgmFile.IsOne(bytes) ? ReadGreyMap(bytes) : reader.Read(bytes, PictureLimits.Upload);
        readMs.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        if (reading is FaceReading.Readable readable)
        {
            return readable.Template;
        }
        unreadable++;
        return null;
    }

    private FaceReading ReadGreyMap(byte[] bytes)
    {
        using var picture = PgmFile.Read(bytes);
        return picture is null ? new FaceReading.Unreadable(PictureError.Damaged) : reader.Read(picture);
    }

    private sealed record EnrolledPerson(Guid Id, IReadOnlyList<Template> Templates)
    {
        public void Enter(Gallery gallery)
        {
            foreach (var template in Templates)
            {
                gallery.Put(Id, Guid.CreateVersion7(), template);
            }
        }
    }
}

/// <param name="Folder">Has one folder for each person with pictures in it: jpg, png or pgm.</param>
/// <param name="Templates">Pictures enrolled for each person; the rest are probes. At least 1.</param>
/// <param name="Seed">Draws which pictures are enrolled.</param>
/// <param name="ByNearest">Compares with the nearest template of a person even where the check-in compares with their mean.</param>
public sealed record EvaluationPlan(string Folder, int Templates, int Seed, bool ByNearest = false);

/// <param name="Rates">Gives the curve, and thresholds for other rates.</param>
public sealed record EvaluationReport(EvaluationResult Result, ErrorRates Rates);

/// <summary>How often a model errs on a folder of pictures. Rates are fractions.</summary>
/// <param name="Pictures">All, enrolled and probes.</param>
/// <param name="Unreadable">Those in which the reader found no usable face; as a probe each counts as a false non-match.</param>
/// <param name="Genuine">Comparisons of a probe with its own person.</param>
/// <param name="Impostor">Comparisons of a readable probe with every other person.</param>
/// <param name="Eer">The rate at which as many impostors are accepted as genuine probes are refused.</param>
/// <param name="Tar">Genuine probes accepted at this false accept rate at most.</param>
/// <param name="Rank1">Probes for which their own person ranks first.</param>
/// <param name="MedianReadMs">Milliseconds from bytes to template, one picture at a time.</param>
public sealed record EvaluationResult(
    [property: JsonPropertyName("model")] string Model,
    [property: JsonPropertyName("people")] int People,
    [property: JsonPropertyName("pictures")] int Pictures,
    [property: JsonPropertyName("unreadable")] int Unreadable,
    [property: JsonPropertyName("genuine")] int Genuine,
    [property: JsonPropertyName("impostor")] int Impostor,
    [property: JsonPropertyName("eer")] double Eer,
    [property: JsonPropertyName("tar")] IReadOnlyDictionary<string, double> Tar,
    [property: JsonPropertyName("rank1")] double Rank1,
    [property: JsonPropertyName("medianReadMs")] double MedianReadMs
)
{
    /// <summary>One object on one line, and nothing else.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);
}
