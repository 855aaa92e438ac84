using FaceRek.Core.People;
using FaceRek.Web.Api.Calls;
using Microsoft.AspNetCore.Mvc;

namespace FaceRek.Web.Api.Json;

/// <summary>Which people, and which page of them.</summary>
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
        // Whoever follows changes must hear of those who were erased.
        else if (Since is null)
        {
            people = people.Known();
        }
        return people.Matching(Search);
    }
}
