using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TrueUp.Ledger.Views;

namespace TrueUp.Render.Html;

/// <summary>
/// Pages as text. The same view gives the same bytes. Nothing of the component framework is touched before the first page is written,
/// so that commands without one do not pay for loading it.
/// </summary>
public static class Pages
{
    public static string Day(DayView view) => Text<DayPage>(nameof(DayPage.View), view);

    static string Text<TPage>(string parameter, object view) where TPage : IComponent
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        HtmlRenderer renderer = new(services, NullLoggerFactory.Instance);
        try
        {
            // The components wait for nothing, so this is done when it returns.
            return renderer.Dispatcher.InvokeAsync(async () =>
            {
                var page = await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(new Dictionary<string, object?> { [parameter] = view }));
                return page.ToHtmlString();
            }).GetAwaiter().GetResult();
        }
        finally
        {
            renderer.Dispose();
        }
    }
}
