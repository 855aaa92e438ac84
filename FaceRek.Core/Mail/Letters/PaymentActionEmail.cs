namespace FaceRek.Core.Mail.Letters;

public static class PaymentActionEmail
{
    public static EmailMessage To(string email, string name, string organization, string amount, Uri link) =>
        new(
            email,
            name,
            $"Your bank asks you to confirm a payment for {organization}",
            $"""
            Hello {name},

            your bank wants you to confirm the payment of {amount} for {organization}. Open the invoice here and follow its steps:

            {link}

            Everybody can go on checking in meanwhile.
            """
        );
}
