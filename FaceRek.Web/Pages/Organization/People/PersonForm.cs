using FaceRek.Core.People;
using FaceRek.Core.Workplaces;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.People;

/// <summary>The input of the pages to add and to edit a person. Nothing else is bound.</summary>
public sealed record PersonForm(
    string? Name,
    string? ExternalId,
    string? Email,
    Guid? Site = null,
    Guid? Department = null
)
{
    internal WorkplaceChoice Workplace => new(Site, Department);

    /// <returns>Null where something is wrong; then the fields say what.</returns>
    internal PersonDetails? Read(ModelStateDictionary state, IStringLocalizer words)
    {
        var reading = PersonDetails.Read(Name, ExternalId, Email);
        if (reading is PersonDetailsReading.Bad bad)
        {
            foreach (var error in bad.Errors)
            {
                state.AddModelError($"Input.{error.Field()}", words.Say(error));
            }
        }
        return (reading as PersonDetailsReading.Good)?.Details;
    }
}
