using System.Diagnostics;
using System.Linq.Expressions;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Faces;
using FaceRek.Core.People;
using FaceRek.Core.People.Management;
using FaceRek.Core.Storage;
using FaceRek.Web.Api.Models;
using FaceRek.Web.Api.Pipeline;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Api.People;

/// <summary>The people to be recognised.</summary>
internal static class PeopleEndpoints
{
    private const string Person = "/{id:guid:length(36)}";

    public static void MapPeople(this IEndpointRouteBuilder api)
    {
        var people = api.MapGroup("/people").WithTags("People");
        people
            .MapGet("", ListAsync)
            .Needs(ApiScope.PeopleRead)
            .WithSummary("Lists people, page by page or by changes.")
            .WithDescription(
                "Without since: everyone, in the order they were added; next_cursor leads to the next page. With since (from an earlier answer): people changed after that, including erased ones, in the order of their changes. A change appears two seconds after it was made."
            )
            .Refuses(ApiProblems.QueryInvalid, ApiProblems.CursorInvalid, ApiProblems.ModelUnknown)
            .Example(null, PeopleExamples.List);
        people
            .MapPost("", AddAsync)
            .Needs(ApiScope.PeopleWrite)
            .Behind(ReadOnlyAccess.Desk)
            .WithSummary("Adds a person.")
            .Refuses(
                ApiProblems.BodyInvalid,
                ApiProblems.DetailsInvalid,
                ApiProblems.PlanFull,
                ApiProblems.ExternalIdTaken
            )
            .Example(PeopleExamples.New, PeopleExamples.One);
        people
            .MapGet(Person, ReadAsync)
            .Needs(ApiScope.PeopleRead)
            .WithSummary("Reads a person. Use its ETag in If-Match.")
            .Refuses(ApiProblems.NotFound, ApiProblems.ModelUnknown)
            .Example(null, PeopleExamples.One);
        people
            .MapPut(Person, ChangeAsync)
            .Needs(ApiScope.PeopleWrite)
            .Behind(ReadOnlyAccess.Desk)
            .WithSummary("Replaces a person.")
            .WithDescription(
                "With If-Match the person is changed only if its revision has that ETag; 412 means that someone else was faster."
            )
            .Refuses(
                ApiProblems.BodyInvalid,
                ApiProblems.DetailsInvalid,
                ApiProblems.HeaderInvalid,
                ApiProblems.PlanFull,
                ApiProblems.NotFound,
                ApiProblems.ExternalIdTaken,
                ApiProblems.RevisionOther
            )
            .Example(PeopleExamples.Put, PeopleExamples.One);
        people
            .MapDelete(Person, EraseAsync)
            .Needs(ApiScope.PeopleWrite)
            .Behind(ReadOnlyAccess.Open)
            .WithSummary(
                "Erases a person: face data and name immediately and permanently. Punches stay under a pseudonym."
            )
            .Refuses(ApiProblems.NotFound, ApiProblems.HeaderInvalid, ApiProblems.RevisionOther);
    }

    private static async Task<Results<Ok<PeopleJson>, ApiProblem>> ListAsync(
        [AsParameters] PeopleQuery query,
        FaceRekDb db,
        AskedModel asked,
        CallerVisibility visibility,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (!Choice.TryRead<PersonStatus>(query.Status, out _))
        {
            return Choice.Refused<PersonStatus>("status");
        }
        if (query is { Since: not null, Cursor: not null })
        {
            return ApiProblems.QueryInvalid.Because("Use either since or cursor, not both.");
        }
        if (asked.Find(query.Model) is not { } model)
        {
            return ApiProblems.ModelUnknown;
        }
        if (Paging.Read(query.Limit, query.Since ?? query.Cursor, out var size, out var from) is { } refused)
        {
            return refused;
        }

        var settled = clock.GetUtcNow() - Paging.Settled;
        var people = query.Filter(await visibility.PeopleAsync(cancellationToken));
        var page = query.Since is null
            ? people.Where(person => from == null || person.Id > from.Value.Id).OrderBy(person => person.Id)
            : people
                .Where(person =>
                    person.ChangedAt <= settled
                    && (
                        person.ChangedAt > from!.Value.At
                        || (person.ChangedAt == from.Value.At && person.Id > from.Value.Id)
                    )
                )
                .OrderBy(person => person.ChangedAt)
                .ThenBy(person => person.Id);
        var items = (
            await page.Take(size).Select(PersonJson.Rows(db, model)).ToListAsync(cancellationToken)
        ).ConvertAll(PersonJson.Of);
        var isFull = items.Count == size;
        return TypedResults.Ok(
            query.Since is null
                ? new PeopleJson(
                    items,
                    isFull ? new Cursor(default, items[^1].Id).ToString() : null,
                    Cursor.Before(settled).ToString()
                )
                : new PeopleJson(
                    items,
                    NextCursor: null,
                    items.Count == 0 ? query.Since : new Cursor(items[^1].ChangedAt, items[^1].Id).ToString()
                )
        );
    }

    private static async Task<Results<Ok<PersonJson>, ApiProblem>> ReadAsync(
        Guid id,
        [AsParameters] ModelQuery query,
        FaceRekDb db,
        AskedModel asked,
        CallerVisibility visibility,
        HttpContext context
    )
    {
        if (asked.Find(query.Model) is not { } model)
        {
            return ApiProblems.ModelUnknown;
        }
        var row = await (await visibility.PeopleAsync(context.RequestAborted))
            .Where(person => person.Id == id)
            .Select(PersonJson.Rows(db, model))
            .SingleOrDefaultAsync(context.RequestAborted);
        if (row is null)
        {
            return ApiProblems.NotFound;
        }
        context.Response.Headers.ETag = ApiEndpoints.ETagOf(row.Person);
        return TypedResults.Ok(PersonJson.Of(row));
    }

    private static async Task<Results<Created<PersonJson>, ApiProblem>> AddAsync(
        NewPersonJson request,
        PeopleDesk desk,
        HttpContext context
    )
    {
        if (
            Read(
                request.Name,
                request.ExternalId,
                request.Email,
                request.Metadata,
                out var details,
                out var metadata
            ) is
            { } invalid
        )
        {
            return invalid;
        }
        var outcome = await desk.AddAsync(details!, workplace: null, metadata, context.RequestAborted);
        if (outcome is PersonOutcome.NotEntitled refused)
        {
            return ApiProblems.Of(refused.Obstacle);
        }
        if (outcome is not PersonOutcome.Done { Person: var person })
        {
            return ApiProblems.ExternalIdTaken;
        }
        context.Response.Headers.ETag = ApiEndpoints.ETagOf(person);
        return TypedResults.Created(
            $"{ApiEndpoints.Root}/people/{person.Id}",
            PersonJson.Of(new(person, HasConsent: false, Faces: 0))
        );
    }

    private static async Task<Results<Ok<PersonJson>, ApiProblem>> ChangeAsync(
        Guid id,
        PersonPutJson request,
        PeopleDesk desk,
        FaceRekDb db,
        AskedModel asked,
        CallerVisibility visibility,
        HttpContext context
    )
    {
        if (!IfMatch.TryRead(context.Request, out var revision))
        {
            return ApiProblems.HeaderInvalid.Because("If-Match must be one ETag of this person.");
        }
        if (
            Read(
                request.Name,
                request.ExternalId,
                request.Email,
                request.Metadata,
                out var details,
                out var metadata
            ) is
            { } invalid
        )
        {
            return invalid;
        }
        bool? isActive = request.Status is { } status ? status == PersonPutJson.Choice.Active : null;
        return await desk.ChangeAsync(
            id,
            new PersonChange(details!, metadata, revision, isActive),
            context.RequestAborted
        ) switch
        {
            PersonOutcome.Done => await ReadAsync(id, new ModelQuery(null), db, asked, visibility, context),
            PersonOutcome.NotFound => ApiProblems.NotFound,
            PersonOutcome.OtherRevision => ApiProblems.RevisionOther,
            PersonOutcome.ExternalIdTaken => ApiProblems.ExternalIdTaken,
            PersonOutcome.NotEntitled refused => ApiProblems.Of(refused.Obstacle),
            PersonOutcome.NoSuchSite or PersonOutcome.NoSuchDepartment or PersonOutcome.OtherName =>
                throw new InvalidOperationException("The API changes no workplace and asks for no name."),
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<Results<NoContent, ApiProblem>> EraseAsync(
        Guid id,
        ErasureDesk desk,
        FaceRekDb db,
        ApiCaller caller,
        HttpContext context
    )
    {
        if (!IfMatch.TryRead(context.Request, out var revision))
        {
            return ApiProblems.HeaderInvalid.Because("If-Match must be one ETag of this person.");
        }
        var known = await db
            .People.Known()
            .Where(person => person.Id == id)
            .Select(person => new { person.Name, person.Revision })
            .SingleOrDefaultAsync(context.RequestAborted);
        if (known is null)
        {
            return ApiProblems.NotFound;
        }
        if (revision is not null && revision != known.Revision)
        {
            return ApiProblems.RevisionOther;
        }
        return await desk.EraseAsync(id, known.Name, caller.ActorId, context.RequestAborted) switch
        {
            PersonOutcome.Done => TypedResults.NoContent(),
            PersonOutcome.NotFound => ApiProblems.NotFound,
            // Renamed between the two reads.
            PersonOutcome.OtherName => ApiProblems.RevisionOther,
            PersonOutcome.ExternalIdTaken
            or PersonOutcome.NoSuchSite
            or PersonOutcome.NoSuchDepartment
            or PersonOutcome.OtherRevision
            or PersonOutcome.NotEntitled => throw new InvalidOperationException("An erasure changes no details."),
            _ => throw new UnreachableException(),
        };
    }

    private static ApiProblem? Read(
        string name,
        string? externalId,
        string? email,
        IReadOnlyDictionary<string, string>? entries,
        out PersonDetails? details,
        out string? metadata
    )
    {
        var reading = PersonDetails.Read(name, externalId, email);
        details = (reading as PersonDetailsReading.Good)?.Details;
        if (!PersonMetadata.TryWrite(entries, out metadata))
        {
            return ApiProblems.DetailsInvalid.Because(
                $"metadata can have at most {PersonMetadata.MaxEntries} names of a-z, 0-9 and _, with texts of at most {PersonMetadata.MaxTextLength} characters."
            );
        }
        return reading is PersonDetailsReading.Bad { Errors: var errors }
            ? ApiProblems.DetailsInvalid with
            {
                Detail = "See errors.",
                Reasons = [.. errors.Select(WireName.Of)],
            }
            : null;
    }
}

/// <param name="NextCursor">Where the next page begins; null on the last one.</param>
/// <param name="Since">Send it as <c>since</c> to get what changed after this response.</param>
public sealed record PeopleJson(IReadOnlyList<PersonJson> Items, string? NextCursor, string Since);

/// <summary>The filter of a list of people, and its page.</summary>
internal sealed record PeopleQuery(
    [FromQuery(Name = "status")] string? Status,
    [FromQuery(Name = "external_id")] string? ExternalId,
    [FromQuery(Name = "q")] string? Search,
    [FromQuery(Name = "since")] string? Since,
    [FromQuery(Name = "cursor")] string? Cursor,
    [FromQuery(Name = "limit")] int? Limit,
    [FromQuery(Name = "model")] string? Model
)
{
    public IQueryable<Person> Filter(IQueryable<Person> people)
    {
        if (ExternalId is not null)
        {
            people = people.Where(person => person.ExternalId == ExternalId);
        }
        if (Choice.TryRead<PersonStatus>(Status, out var status) && status is not null)
        {
            people = people.Where(person => person.Status == status);
        }
        // Callers who follow changes must learn of erased people.
        else if (Since is null)
        {
            people = people.Known();
        }
        return people.Matching(Search);
    }
}

/// <param name="Status">active, inactive, or erased when only a pseudonym is left.</param>
/// <param name="HasConsent">Whether the person's face may be enrolled.</param>
/// <param name="Faces">How many are enrolled under the active model, or the requested one.</param>
/// <param name="Revision">Counts changes; also the ETag.</param>
public sealed record PersonJson(
    Guid Id,
    string Name,
    string? ExternalId,
    string? Email,
    PersonStatus Status,
    IReadOnlyDictionary<string, string> Metadata,
    bool HasConsent,
    int Faces,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    int Revision
)
{
    internal static PersonJson Of(Row row) =>
        new(
            row.Person.Id,
            row.Person.Name,
            row.Person.ExternalId,
            row.Person.Email,
            row.Person.Status,
            PersonMetadata.Read(row.Person.Metadata),
            row.HasConsent,
            row.Faces,
            row.Person.CreatedAt,
            row.Person.ChangedAt,
            row.Person.Revision
        );

    internal static Expression<Func<Person, Row>> Rows(FaceRekDb db, ModelId model) =>
        person => new Row(
            person,
            db.FaceConsents.Any(consent => consent.PersonId == person.Id && consent.WithdrawnAt == null),
            db.FaceTemplates.Count(row =>
                row.PersonId == person.Id && row.ModelName == model.Name && row.ModelVersion == model.Version
            )
        );

    internal sealed record Row(Person Person, bool HasConsent, int Faces);
}

/// <summary>Replaces a person: omitted fields are removed, except <paramref name="Status"/>.</summary>
/// <param name="Status">active, or inactive for a person who no longer matches or punches; unchanged when omitted.</param>
public sealed record PersonPutJson(
    string Name,
    string? ExternalId = null,
    string? Email = null,
    IReadOnlyDictionary<string, string>? Metadata = null,
    PersonPutJson.Choice? Status = null
)
{
    public enum Choice
    {
        Active,
        Inactive,
    }
}

/// <param name="Name">One line of at most 100 characters.</param>
/// <param name="ExternalId">The person's number in your own system; unique, at most 64 characters.</param>
/// <param name="Metadata">At most 20 names of a-z, 0-9 and _, with texts of at most 500 characters; returned unchanged.</param>
public sealed record NewPersonJson(
    string Name,
    string? ExternalId = null,
    string? Email = null,
    IReadOnlyDictionary<string, string>? Metadata = null
);
