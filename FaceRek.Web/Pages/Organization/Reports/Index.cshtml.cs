using Microsoft.AspNetCore.Mvc.RazorPages;

namespace FaceRek.Web.Pages.Organization.Reports;

public sealed class IndexModel : PageModel
{
    public void OnGet() { }
}
