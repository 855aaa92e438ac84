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
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PictureRead> read;
    private int unreadable;

    private FolderEvaluation(FaceModel model, Dictionary<string, PictureRead> read) =>
        (this.model, this.read, reader) = (
            model,
            read,
            new FaceReader(model.Detector, model.Extractor, QualityLimits.None)
        );

    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="InvalidDataException">The folder has too few people or pictures to compare, or bursts were asked for
    /// of a model that does not fuse them; the message says so.</exception>
    public static EvaluationReport Run(
        FaceModel model,
        EvaluationPlan plan,
        CancellationToken cancellationToken = default
    ) => Run(model, [plan], cancellationToken)[0];

    /// <summary>Several plans over the same pictures, each of which is read once.</summary>
    public static IReadOnlyList<EvaluationReport> Run(
        FaceModel model,
        IReadOnlyList<EvaluationPlan> plans,
        CancellationToken cancellationToken = default
    )
    {
        var read = new Dictionary<string, PictureRead>(StringComparer.Ordinal);
        return [.. plans.Select(plan => new FolderEvaluation(model, read).Measure(plan, cancellationToken))];
    }

    private EvaluationReport Measure(EvaluationPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Probes > 1 && !model.Policy.IsFused)
        {
            throw new InvalidDataException(
                $"Bursts are measured for networks: of {model.Id.Name} the median picture of a burst decides."
            );
        }
        var (genuine, impostor, first, count) = (new List<float>(), new List<float>(), 0, 0);
        foreach (var seed in plan.Seeds)
        {
            first += Measure(plan, seed, genuine, impostor, out count, cancellationToken);
        }
        var rates = new ErrorRates(genuine, impostor);
        return new EvaluationReport(Result(count, rates, first), rates);
    }

    /// <returns>Probes for which their own person ranks first.</returns>
    private int Measure(
        EvaluationPlan plan,
        int seed,
        List<float> genuine,
        List<float> impostor,
        out int count,
        CancellationToken cancellationToken
    )
    {
        var people = PersonPictures.Draw(plan, seed);
        if (people.Count < 2 || people.All(person => person.Probes.Count == 0))
        {
            throw new InvalidDataException(
                $"{string.Join(" and ", plan.Folders)} need at least two folders of people, and {plan.Templates + plan.Probes} pictures of one of them."
            );
        }
        count = people.Count;
        var enrolled = people
            .Select(person => new EnrolledPerson(Guid.CreateVersion7(), ReadAll(person.Enrolled, cancellationToken)))
            .ToArray();
        var gallery = plan.ByNearest ? model.NewGalleryOfNearest() : model.NewGallery();
        foreach (var person in enrolled)
        {
            person.Enter(gallery);
        }
        var first = 0;
        foreach (var (person, pictures) in enrolled.Zip(people))
        {
            foreach (var probe in pictures.Probes.Select(burst => Fuse(burst, cancellationToken)))
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
        return first;
    }

    private EvaluationResult Result(int people, ErrorRates rates, int first)
    {
        readMs.Sort();
        return new EvaluationResult(
            model.Id.Name,
            people,
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

    /// <summary>As check-in does it; null where no picture of the burst could be read.</summary>
    private Template? Fuse(IReadOnlyList<string> burst, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var readable = burst.Select(Readable).OfType<FaceReading.Readable>().ToList();
        return readable.Count switch
        {
            0 => null,
            1 => readable[0].Template,
            _ => ProbeFusion.Mean(readable),
        };
    }

    private Template? Read(string file) => Readable(file)?.Template;

    /// <summary>Each picture is read once, however often it is drawn.</summary>
    private FaceReading.Readable? Readable(string file)
    {
        if (!read.TryGetValue(file, out var known))
        {
            read[file] = known = ReadNow(file);
        }
        if (seen.Add(file))
        {
            readMs.Add(known.Milliseconds);
            unreadable += known.Reading is null ? 1 : 0;
        }
        return known.Reading;
    }

    private PictureRead ReadNow(string file)
    {
        var bytes = File.ReadAllBytes(file);
        var started = Stopwatch.GetTimestamp();
        var reading = PgmFile.IsOne(bytes)
            ? ReadGreyMap(bytes)
            : reader.Read(bytes, PictureLimits.Upload, fromAllSides: false);
        return new(reading as FaceReading.Readable, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    private FaceReading ReadGreyMap(byte[] bytes)
    {
        using var picture = PgmFile.Read(bytes);
        return picture is null ? new FaceReading.Unreadable(PictureError.Damaged) : reader.Read(picture);
    }

    private sealed record PictureRead(FaceReading.Readable? Reading, double Milliseconds);

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

/// <param name="Folders">Each has one folder for each person with pictures in it: jpg, png or pgm. Several make one gallery.</param>
/// <param name="Templates">Pictures enrolled for each person; the rest are probes. At least 1.</param>
/// <param name="Seeds">Each draws which pictures are enrolled; the scores of all are pooled. At least one.</param>
/// <param name="ByNearest">Compares with the nearest template of a person even where the check-in compares with their mean.</param>
public sealed record EvaluationPlan(
    IReadOnlyList<string> Folders,
    int Templates,
    IReadOnlyList<int> Seeds,
    bool ByNearest = false
)
{
    /// <summary>Bursts that are drawn of each person where a probe is a burst.</summary>
    public const int BurstsEach = 10;

    public EvaluationPlan(string folder, int templates, int seed)
        : this([folder], templates, [seed]) { }

    /// <summary>
    /// Pictures that make one probe, as the frames of a check-in do; more than 1 draws <see cref="BurstsEach"/> of them
    /// for each person who has that many pictures left.
    /// </summary>
    public int Probes { get; init; } = 1;
}

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
