using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.People.Sheets;

/// <summary>Who is here already and who stood further up in the file, for telling a new person from one more mention.</summary>
internal sealed class KnownPeople
{
    private readonly HashSet<(SameBy By, string Key)> here = [];
    private readonly Dictionary<(SameBy By, string Key), int> inFile = [];

    public static async Task<KnownPeople> OfAsync(FaceRekDb db, CancellationToken cancellation)
    {
        var known = new KnownPeople();
        foreach (var person in await db.People.Known().Select(p => new { p.Name, p.ExternalId, p.Email }).ToListAsync(cancellation))
        {
            _ = known.here.Add((SameBy.Name, Folded.Of(person.Name)));
            if (person.Email is not null) { _ = known.here.Add((SameBy.Email, Folded.Of(person.Email))); }
            if (person.ExternalId is not null) { _ = known.here.Add((SameBy.ExternalId, person.ExternalId)); }
        }
        return known;
    }

    /// <summary>Remembers the line, so that the next mention of the same person repeats it.</summary>
    public CheckedLine Check(SheetLine line)
    {
        var faults = new List<LineFault>();
        var reading = PersonDetails.Read(line.Name, line.ExternalId, line.Email);
        if (reading is PersonDetailsReading.Bad bad) { faults.AddRange(bad.Faults.Select(f => new LineFault.Detail(f))); }
        if (Folded.Of(line.Status) is not ("" or "active" or "inactive")) { faults.Add(new LineFault.StatusUnknown()); }
        if (reading is not PersonDetailsReading.Good { Details: var details } || faults.Count > 0) { return new CheckedLine(line.Number, null, faults); }

        var same = Same(details);
        if (here.Contains(same)) { return new CheckedLine(line.Number, null, [new LineFault.AlreadyHere(same.By)]); }
        if (!inFile.TryAdd(same, line.Number)) { return new CheckedLine(line.Number, null, [new LineFault.Repeats(same.By, inFile[same])]); }
        return new CheckedLine(line.Number, new PersonRow(details.Name, details.ExternalId, details.Email, Folded.Of(line.Status) != "inactive"), []);
    }

    private static (SameBy By, string Key) Same(PersonDetails details) =>
        details.ExternalId is { } id ? (SameBy.ExternalId, id)
        : details.Email is { } email ? (SameBy.Email, Folded.Of(email))
        : (SameBy.Name, Folded.Of(details.Name));
}
