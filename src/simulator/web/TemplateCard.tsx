import type { Button, Template, TemplateElement } from '../chat-contract';
import { LinkIcon, PhoneIcon } from './icons';

type OnTap = (title: string, payload: string) => void;

export function TemplateCard({ template, onTap }: { readonly template: Template; readonly onTap: OnTap }) {
  if (template.type === 'button') {
    return (
      <div className="card">
        <p>{template.text}</p>
        <Buttons buttons={template.buttons} onTap={onTap} />
      </div>
    );
  }
  return (
    <div className="cards">
      {template.elements.map((element, index) => (
        <Element key={index} element={element} onTap={onTap} />
      ))}
    </div>
  );
}

function Element({ element, onTap }: { readonly element: TemplateElement; readonly onTap: OnTap }) {
  return (
    <div className="card">
      {element.image_url !== undefined && <img src={element.image_url} alt="" />}
      <p>
        <strong>{element.title}</strong>
        {element.subtitle !== undefined && <small>{element.subtitle}</small>}
      </p>
      <Buttons buttons={element.buttons ?? []} onTap={onTap} />
    </div>
  );
}

export function Buttons({ buttons, onTap }: { readonly buttons: readonly Button[]; readonly onTap: OnTap }) {
  return (
    <div className="card-buttons">
      {buttons.map((button, index) => {
        if (button.type === 'web_url') {
          return (
            <a
              key={index}
              href={button.url}
              target="_blank"
              rel="noopener noreferrer"
              data-testid="template-button"
            >
              <LinkIcon /> {button.title}
            </a>
          );
        }
        if (button.type === 'phone_number') {
          return (
            <a key={index} href={`tel:${button.payload}`} data-testid="template-button">
              <PhoneIcon /> {button.title}
            </a>
          );
        }
        return (
          <button
            type="button"
            key={index}
            data-testid="template-button"
            onClick={() => onTap(button.title, button.payload)}
          >
            {button.title}
          </button>
        );
      })}
    </div>
  );
}
