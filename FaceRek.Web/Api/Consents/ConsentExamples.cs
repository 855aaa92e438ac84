using FaceRek.Core.People.Consent;
using FaceRek.Web.Api.Docs;
using FaceRek.Web.Api.Pipeline;

namespace FaceRek.Web.Api.Consents;

internal static class ConsentExamples
{
    private static readonly Guid ConsentId = Guid.Parse("0198a5e2-6c00-7000-8000-00000000e003");
    public static readonly ConsentTextJson Text = new(
        1,
        "en",
        "The bakery would like to recognise your face when you come and go.",
        ExampleValues.Morning
    );
    public static readonly NewConsentJson New = new(1, "Signed on paper, kept in the personnel file.");
    public static readonly ConsentJson One = new(
        ConsentId,
        1,
        new string('0', 64),
        "en",
        ConsentWay.Recorded,
        New.Statement,
        ExampleValues.Morning,
        null
    );
    public static readonly ListJson<ConsentJson> List = new([One], null);
    public static readonly WithdrawalJson Withdrawal = new(2);
}
