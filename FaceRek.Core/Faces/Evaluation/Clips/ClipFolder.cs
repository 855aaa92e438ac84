using System.Text.Json;
using FaceRek.Core.Faces.Liveness;

namespace FaceRek.Core.Faces.Evaluation.Clips;

/// <summary>
/// A clip on disk: its frames as JPEGs in the order of their names, and beside them <c>clip.json</c> with the times in
/// milliseconds and the moves asked for.
/// </summary>
public static class ClipFolder
{
    private const string SidecarName = "clip.json";

    /// <summary>The pace of a browser, used when the file gives none.</summary>
    private const int UsualPace = 150;

    private static readonly string[] Endings = [".jpg", ".jpeg"];
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    public static void Write(string folder, LivenessClip clip)
    {
        Directory.CreateDirectory(folder);
        for (var i = 0; i < clip.Frames.Count; i++)
        {
            File.WriteAllBytes(Path.Combine(folder, $"{i:000}.jpg"), clip.Frames[i]);
        }
        var sidecar = new Sidecar(
            [.. clip.Times.Select(time => (int)time.TotalMilliseconds)],
            [.. clip.Moves.Select(move => move.ToString().ToLowerInvariant())]
        );
        File.WriteAllText(Path.Combine(folder, SidecarName), JsonSerializer.Serialize(sidecar, Format));
    }

    /// <exception cref="InvalidDataException">The sidecar file is invalid; the message names it.</exception>
    public static LivenessClip Read(string folder)
    {
        var files = Directory
            .GetFiles(folder)
            .Where(file => Endings.Contains(Path.GetExtension(file).ToLowerInvariant()))
            .Order(StringComparer.Ordinal)
            .ToList();
        var path = Path.Combine(folder, SidecarName);
        var sidecar = File.Exists(path) ? Parse(path) : new Sidecar(null, null);
        var times = sidecar.Times ?? [.. Enumerable.Range(0, files.Count).Select(i => i * UsualPace)];
        if (times.Count != files.Count)
        {
            throw new InvalidDataException($"{path} has {times.Count} times for {files.Count} frames.");
        }
        return new(
            [.. (sidecar.Moves ?? []).Select(move => MoveOf(move, path))],
            [.. times.Select(time => TimeSpan.FromMilliseconds(time))],
            [.. files.Select(File.ReadAllBytes)]
        );
    }

    /// <summary>Every folder below that has frames in it.</summary>
    public static IEnumerable<string> In(string folder) =>
        Directory.Exists(folder)
            ? Directory
                .EnumerateDirectories(folder, "*", SearchOption.AllDirectories)
                .Where(clip =>
                    Directory
                        .EnumerateFiles(clip)
                        .Any(file => Endings.Contains(Path.GetExtension(file).ToLowerInvariant()))
                )
                .Order(StringComparer.Ordinal)
            : [];

    private static Sidecar Parse(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Sidecar>(File.ReadAllText(path), Format)
                ?? throw new InvalidDataException($"{path} is empty.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"{path} is not as it should be: {{\"times\":[0,150,…],\"moves\":[\"left\",\"up\"]}}.",
                exception
            );
        }
    }

    private static HeadMove MoveOf(string name, string path) =>
        Enum.TryParse<HeadMove>(name, ignoreCase: true, out var move) && Enum.IsDefined(move)
            ? move
            : throw new InvalidDataException(
                $"{path} asks for '{name}'; a move is {string.Join(", ", Enum.GetNames<HeadMove>().Select(known => known.ToLowerInvariant()))}."
            );

    private sealed record Sidecar(IReadOnlyList<int>? Times, IReadOnlyList<string>? Moves);
}

/// <summary>A burst as a browser sends it, and the moves asked for.</summary>
/// <param name="Moves">Empty when none were asked for.</param>
/// <param name="Times">Since the first frame, one for each frame.</param>
/// <param name="Frames">JPEGs.</param>
public sealed record LivenessClip(
    IReadOnlyList<HeadMove> Moves,
    IReadOnlyList<TimeSpan> Times,
    IReadOnlyList<byte[]> Frames
);

/// <summary>What is in front of the camera. All but the first are attacks, and reports name them so.</summary>
internal enum ClipSpecies
{
    Live,

    /// <summary>A print on a stand, or in a hand that tries to hold it still.</summary>
    Still,

    /// <summary>A print that is turned, tilted and brought nearer to follow the arrows.</summary>
    Tilted,

    /// <summary>The same, bent around a cylinder.</summary>
    Bent,

    /// <summary>A screen that plays a recording of the person doing other moves.</summary>
    Replay,

    /// <summary>Frames of one person at rest among those of another who moves.</summary>
    Splice,

    /// <summary>Few frames sent many times.</summary>
    Repeat,
}
