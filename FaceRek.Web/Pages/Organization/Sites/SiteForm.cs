using System.Globalization;
using FaceRek.Core.Workplaces.Sites;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.Pages.Organization.Sites;

/// <summary>The input of the pages to add and to change a site.</summary>
public sealed record SiteForm
{
    public string? Name { get; init; }
    public string? Zone { get; init; }
    public string? Address { get; init; }
    public LocationRule? Rule { get; init; } = LocationRule.Off;
    public string? Networks { get; init; }
    public string? Latitude { get; init; }
    public string? Longitude { get; init; }
    public string? Radius { get; init; }

    internal static SiteForm Of(Site site) =>
        new()
        {
            Name = site.Name,
            Zone = site.Zone,
            Address = site.Address,
            Rule = site.PlaceRule,
            Networks = site.Networks,
            Latitude = site.Latitude?.ToString(CultureInfo.InvariantCulture),
            Longitude = site.Longitude?.ToString(CultureInfo.InvariantCulture),
            Radius = site.RadiusMetres?.ToString(CultureInfo.InvariantCulture),
        };

    /// <returns>Null where something is wrong; then the fields say what.</returns>
    internal SiteDetails? Read(ModelStateDictionary state, IStringLocalizer words)
    {
        var reading = SiteDetails.Read(new SiteText(Name, Zone, Address, Rule, Networks, Latitude, Longitude, Radius));
        if (reading is SiteReading.Bad bad)
        {
            foreach (var error in bad.Errors)
            {
                state.AddModelError($"Input.{error.Flaw.Field()}", words.Say(error));
            }
        }
        return (reading as SiteReading.Good)?.Details;
    }
}
