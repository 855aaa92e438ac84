using FaceRek.Core.Faces.Models;

namespace FaceRek.Core.Faces.Evaluation.Clips;

/// <summary>Makes a folder of clips from a folder of faces, to measure liveness with where nobody has filmed people and attacks.</summary>
public static class ClipFactory
{
    /// <param name="model">Finds the faces; it needs landmarks.</param>
    /// <param name="faces">One folder a person, with photographs.</param>
    /// <param name="target">Gets <c>live/…</c> and <c>attack/SPECIES/…</c>.</param>
    /// <param name="seed">The same makes the same clips.</param>
    /// <param name="each">Clips of every kind for each person, at least 1.</param>
    /// <returns>How many clips were made.</returns>
    /// <exception cref="InvalidDataException">There are fewer than two usable faces.</exception>
    public static int Make(FaceModel model, string faces, string target, int seed, int each, CancellationToken cancellation = default)
    {
        var made = 0;
        foreach (var (species, person, number, clip) in Film(model, faces, seed, each, cancellation))
        {
            var kind = species == ClipSpecies.Live ? "live" : Path.Combine("attack", species.ToString().ToLowerInvariant());
            ClipFolder.Write(Path.Combine(target, kind, $"{person:000}-{number:00}"), clip);
            made++;
        }
        return made;
    }

    /// <summary>One after the other, so that never more than one clip is in memory.</summary>
    internal static IEnumerable<(ClipSpecies Species, int Person, int Number, LivenessClip Clip)> Film(FaceModel model, string faces, int seed, int each, CancellationToken cancellation)
    {
        if (!model.FollowsMoves) { throw new ModelException($"{model.Id.Name} sees no landmarks; clips are made with a network and its detector (--model NAME)."); }
        var cast = ClipCast.Of(model, faces, cancellation);
        try
        {
            if (cast.Count < 2) { throw new InvalidDataException($"{faces} needs pictures of at least two people who look into the camera, one folder a person."); }
            var studio = new ClipStudio(cast);
            foreach (var species in Enum.GetValues<ClipSpecies>())
            {
                for (var person = 0; person < cast.Count; person++)
                {
                    for (var number = 0; number < each; number++)
                    {
                        cancellation.ThrowIfCancellationRequested();
                        yield return (species, person, number, studio.Film(species, person, (seed * 1009) + number));
                    }
                }
            }
        }
        finally
        {
            foreach (var face in cast) { face.Dispose(); }
        }
    }
}
