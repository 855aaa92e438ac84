using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.People.Import;

/// <summary>Imports a file of people in two steps: first report line by line what would happen, then do all of it or nothing.</summary>
public sealed partial class ImportDesk(
    FaceRekDb db,
    CurrentOrganization current,
    Entitlement entitlement,
    TimeProvider clock,
    ILogger<ImportDesk> logger
)
{
    public async Task<ImportOutcome> CheckAsync(byte[] file, CancellationToken cancellationToken)
    {
        switch (PeopleSheetReader.Read(file))
        {
            case SheetReading.Refused refused:
                return new ImportOutcome.Unreadable(refused.Error, refused.Line);
            case SheetReading.Lines lines:
                var known = await PeopleMatcher.OfAsync(db, cancellationToken);
                return new ImportOutcome.Checked([.. lines.All.Select(known.Check)]);
            default:
                throw new InvalidOperationException("A reading is lines or a refusal.");
        }
    }

    /// <param name="rows">The valid lines of a dry run, as they were shown.</param>
    public async Task<ImportOutcome> TakeInAsync(IReadOnlyList<PersonRow> rows, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await entitlement.ToAddPeopleAsync(rows.Count(row => row.IsActive), cancellationToken) is { } obstacle)
        {
            return new ImportOutcome.NotEntitled(obstacle);
        }
        var known = await PeopleMatcher.OfAsync(db, cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var row in rows)
        {
            if (
                known
                    .Check(
                        new SheetLine(
                            0,
                            row.Name,
                            row.ExternalId ?? "",
                            row.Email ?? "",
                            row.IsActive ? "active" : "inactive",
                            row.Site ?? "",
                            row.Department ?? ""
                        )
                    )
                    .Row
                is not { } good
            )
            {
                return new ImportOutcome.Overtaken();
            }
            var person = new Person
            {
                OrganizationId = current.Organization.Id,
                Name = good.Name,
                ExternalId = good.ExternalId,
                Email = good.Email,
                CreatedAt = now,
            };
            (person.SiteId, person.DepartmentId) = (known.SiteOf(good.Site), known.DepartmentOf(good.Department));
            if (!good.IsActive)
            {
                person.Deactivate(now);
            }
            db.People.Add(person);
        }
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            return new ImportOutcome.Overtaken();
        }
        await transaction.CommitAsync(cancellationToken);
        LogTakenIn(rows.Count);
        return new ImportOutcome.TakenIn(rows.Count);
    }

    [LoggerMessage(EventId = 1305, Level = LogLevel.Information, Message = "{People} people were imported")]
    private partial void LogTakenIn(int people);
}

public abstract record ImportOutcome
{
    private ImportOutcome() { }

    /// <summary>A dry run: nothing was written.</summary>
    public sealed record Checked(IReadOnlyList<ImportLine> Lines) : ImportOutcome;

    public sealed record Unreadable(SheetError Error, int? Line) : ImportOutcome;

    public sealed record TakenIn(int People) : ImportOutcome;

    /// <summary>The plan does not allow that many people, or the organization is read-only: nothing was written.</summary>
    public sealed record NotEntitled(EntitlementDenial Obstacle) : ImportOutcome;

    /// <summary>One of these people was added since the dry run: nothing was written.</summary>
    public sealed record Overtaken : ImportOutcome;
}

/// <summary>One line after the checks: a person to add, or what is wrong with it.</summary>
/// <param name="Row">Null where there are errors.</param>
public sealed record ImportLine(int Number, PersonRow? Row, IReadOnlyList<LineError> Errors);
