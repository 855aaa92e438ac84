using FaceRek.Web.Api.Docs;
using FaceRek.Web.Api.Pipeline;

namespace FaceRek.Web.Api.Models;

internal static class ModelExamples
{
    /// <summary>A model that is not installed everywhere.</summary>
    public const string TrialName = "sface";
    public static readonly ModelJson One = new(
        "classic",
        "1",
        "Part of FaceRek",
        false,
        true,
        true,
        null,
        "Measured on 62,000 comparisons of strangers.",
        "Equal error rate 1.5 % on uniform photographs.",
        1,
        2
    );
    public static readonly ListJson<ModelJson> List = new([One], null);
    public static readonly ModelChoiceJson Choice = new("classic");
    public static readonly ModelChoiceJson TrialChoice = new(TrialName);
    public static readonly ModelTrialJson Trial = new(
        "sface/2021dec",
        ExampleValues.Morning,
        new(40, 32, false, 12, 2, [ExampleValues.PersonId]),
        new(210, 203, 2, 4, 1, 41, 19)
    );
    public static readonly ModelPromotionJson Promotion = new(LeaveBehind: true);
    public static readonly ModelPromotedJson Promoted = new(TrialName, 2, 1);
}
