using FaceRek.Core.People;
using FaceRek.Web.Api.Docs;

namespace FaceRek.Web.Api.People;

internal static class PeopleExamples
{
    public static readonly NewPersonJson New = new(
        "Zoë Lind",
        "HR-1024",
        "zoe@bakery.example",
        new Dictionary<string, string> { ["cost_centre"] = "4711" }
    );
    public static readonly PersonPutJson Put = new(
        "Zoë Lind-Berg",
        "HR-1024",
        "zoe@bakery.example",
        new Dictionary<string, string> { ["cost_centre"] = "4712" },
        PersonPutJson.Choice.Active
    );
    public static readonly PersonJson One = new(
        ExampleValues.PersonId,
        "Zoë Lind",
        "HR-1024",
        "zoe@bakery.example",
        PersonStatus.Active,
        New.Metadata!,
        true,
        2,
        ExampleValues.Morning,
        ExampleValues.Morning,
        1
    );
    public static readonly PeopleJson List = new([One], null, "AQjee7Mh_oAAAAAAAAAAAAAAAAAAAAAAAA");
}
